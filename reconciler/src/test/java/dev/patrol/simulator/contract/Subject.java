package dev.patrol.simulator.contract;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.remote.DcsReader;
import dev.patrol.remote.NodeControl;
import dev.patrol.remote.NodeReader;
import dev.patrol.remote.ParameterReader;
import dev.patrol.remote.PatroniControl;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What a scenario is played on: three nodes, real or simulated, and the faults that can befall them. */
public interface Subject {
    Release release();

    ClusterDefinition definition();

    Verbs verbs();

    Faults faults();

    Patience patience();

    /** Where the product looks at several nodes at once. */
    ExecutorService threads();

    /** All that the product may ask and do. */
    record Verbs(
            NodeReader nodeReader,
            DcsReader dcsReader,
            ParameterReader parameterReader,
            NodeControl nodeControl,
            PatroniControl patroniControl) {}

    /** What somebody else does. Nodes are meant by their names. */
    interface Faults {
        /** Stops Patroni's unit in good order, and PostgreSQL with it. */
        void stopPatroni(String node);

        /** From Patrol, and from there alone, no way leads to the node. */
        void hide(String node);

        void unhide(String node);

        void silenceDcs();

        void restoreDcs();

        /** Patroni's process hangs. */
        void silenceRest(String node);

        void restoreRest(String node);

        /** The node no longer replays what the leader writes, which is 20 MB just now. */
        void letLag(String node, String leader);

        void letCatchUp(String node);

        /** {@code ALTER SYSTEM}, and PostgreSQL reads its files. */
        void alterSystem(String node, String parameter, String value);

        /** Somebody appends to {@code postgresql.conf} and to {@code pg_hba.conf}, and PostgreSQL reads them. */
        void editFiles(String node, String parameter, String value);

        /** The fault befalls while the node's PostgreSQL restarts. */
        void during(String node, Runnable fault, Runnable restart);
    }

    /** How to wait for what a cluster does by itself. */
    interface Patience {
        /** Looks until it is so; false: it never was. */
        boolean await(BooleanSupplier condition);

        /** Looks until nothing changes any more, and returns what is seen then. */
        List<String> settled(String label, Supplier<List<String>> look);
    }
}
