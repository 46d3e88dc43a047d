package dev.patrol.apply;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.MemberSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.plan.Step.StartPatroni;
import dev.patrol.plan.Step.StartPatroni.Becomes;
import java.util.Optional;

/**
 * When a started member is what it was started to be: the primary with the leader lock, or a replica that the leader
 * sends to. Not an active unit, an open port or the state "running": none of these says so.
 */
record StartCheck(StartPatroni step, NodeDefinition node) {
    Evidence success() {
        return step.becomes() == Becomes.PRIMARY ? Evidence.IS_PRIMARY : Evidence.STREAMS;
    }

    Verdict judge(ClusterObservation seen) {
        Optional<NodeSeen> found = seen.seen(step.node());
        if (found.isEmpty()) {
            return Verdict.notYet(Delay.NODE_UNSEEN.with("node", step.node()));
        }
        String unit = node.layout().units().patroni();
        String active = found.get().unit(unit).active();
        // systemd may be about to start it again ("activating"), or be between two of these ("deactivating").
        if (active.equals("inactive") || active.equals("failed")) {
            return Verdict.never(Failure.UNIT_ENDED.with("unit", unit, "state", active));
        }
        Optional<MemberSeen> member = found.get().member();
        if (member.isEmpty()) {
            return Verdict.notYet(Delay.PATRONI_SILENT.with(
                    "node", step.node(), "why", found.get().restFailure()));
        }
        return step.becomes() == Becomes.PRIMARY
                ? primary(found.get(), member.get(), seen)
                : replica(member.get(), seen);
    }

    private Verdict primary(NodeSeen found, MemberSeen member, ClusterObservation seen) {
        if (seen.leader().filter(leader -> !leader.equals(step.node())).isPresent()) {
            return Verdict.never(
                    Failure.OTHER_PRIMARY.with("leader", seen.leader().get()));
        }
        if (member.leads() && !member.conditions().unlocked()) {
            // Patroni writes the dynamic configuration last; before, nobody can say what it is.
            return found.dynamic().isPresent() ? Verdict.YES : Verdict.notYet(Delay.NO_DYNAMIC.reason());
        }
        return Verdict.notYet(Delay.NOT_PRIMARY.with("state", member.state()));
    }

    private Verdict replica(MemberSeen member, ClusterObservation seen) {
        if (member.leads()) {
            return Verdict.never(Failure.OTHER_LEADER.with("leader", step.node()));
        }
        boolean followed = seen.allSeen().stream()
                .flatMap(other -> other.member().stream())
                .anyMatch(other -> other.isFollowedBy(node.member()));
        return member.isRunning() && followed
                ? Verdict.YES
                : Verdict.notYet(Delay.NOT_STREAMING.with("state", member.state()));
    }
}
