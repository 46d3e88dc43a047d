package dev.patrol.plan;

import dev.patrol.definition.NodeName;
import dev.patrol.diff.KeyChange;
import dev.patrol.diff.Target;
import dev.patrol.problem.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One thing that happens to a node or in the DCS, and why. */
public sealed interface Step {
    Target target();

    Reason reason();

    /** A step on one node. */
    sealed interface OnNode extends Step {
        NodeName node();

        @Override
        default Target target() {
            return Target.of(node());
        }
    }

    /** A step in the DCS. */
    sealed interface InDcs extends Step {
        /** The member whose REST API is asked for it. */
        NodeName through();

        @Override
        default Target target() {
            return Target.DCS;
        }
    }

    /** The kind's name in metrics and JSON, such as {@code write_config}. */
    default String kind() {
        return getClass().getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /** What it changes, key by key; empty where it changes none. */
    default List<KeyChange> changes() {
        return List.of();
    }

    /** Whether clients of the database can notice the step. */
    default boolean isDisruptive() {
        return this instanceof Restart || this instanceof Switchover;
    }

    /** Put Patroni's file in place: checked beside the old one, then moved over it. */
    record WriteConfig(NodeName node, List<KeyChange> changes, boolean creates, Reason reason) implements OnNode {
        public WriteConfig {
            changes = List.copyOf(changes);
        }
    }

    /** Have Patroni re-read its file, and wait for its word that it has. */
    record Reload(NodeName node, Reason reason) implements OnNode {}

    /** Take parameters out of {@code postgresql.auto.conf}, where {@code ALTER SYSTEM} put them. */
    record ResetParameters(NodeName node, List<KeyChange> changes, Reason reason) implements OnNode {
        public ResetParameters {
            changes = List.copyOf(changes);
        }
    }

    /** Have Patroni write {@code postgresql.conf} and {@code pg_hba.conf} anew, over what was changed there by hand. */
    record RenewFiles(NodeName node, List<KeyChange> changes, Reason reason) implements OnNode {
        public RenewFiles {
            changes = List.copyOf(changes);
        }
    }

    /** Keep the distribution's own PostgreSQL unit from starting. */
    record DisableNative(NodeName node, String unit, Reason reason) implements OnNode {}

    /** Enable and start Patroni, and wait until the member is what it is to be. */
    record StartPatroni(NodeName node, Becomes becomes, Reason reason) implements OnNode {
        /** What the member is once the step is done. */
        public enum Becomes {
            PRIMARY,
            REPLICA
        }
    }

    /** Change keys of the dynamic configuration through one member's REST API. */
    record ChangeDynamic(NodeName through, List<KeyChange> changes, Reason reason) implements InDcs {
        public ChangeDynamic {
            changes = List.copyOf(changes);
        }
    }

    /** Restart PostgreSQL on one member, if a restart is then pending there. */
    record Restart(NodeName node, Reason reason) implements OnNode {}

    /** Ask a node whether Patroni could open its REST API as the new file has it. Changes nothing. */
    record CheckRest(NodeName node, Reason reason) implements OnNode {}

    /** Put the cluster into Patroni's pause, with a mark that it is Patrol's. */
    record Pause(NodeName through, Reason reason) implements InDcs {}

    /** Restart Patroni's process in a pause, and wait until its REST API answers at its place. PostgreSQL goes on. */
    record RestartPatroni(NodeName node, Reason reason) implements OnNode {}

    /** End a pause of Patrol's. */
    record Resume(NodeName through, Reason reason) implements InDcs {}

    /**
     * Have another member take over from the leader, if a restart is then pending there: it comes back as a replica, with
     * its new configuration.
     *
     * @param node the leader
     * @param candidate who would take over, as it looks now; who does is decided right before
     */
    record Switchover(NodeName node, Optional<NodeName> candidate, Reason reason) implements OnNode {}
}
