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
record StartGate(StartPatroni step, NodeDefinition node) {
    String success() {
        return step.becomes() == Becomes.PRIMARY ? "is the primary" : "streams";
    }

    Verdict judge(ClusterObservation seen) {
        Optional<NodeSeen> found = seen.seen(step.node());
        if (found.isEmpty()) {
            return Verdict.notYet("the node does not answer");
        }
        String unit = node.layout().units().patroni();
        if (!found.get().isRunning(unit)) {
            return Verdict.never(
                    "unit '" + unit + "' is " + found.get().unit(unit).active() + " after its start");
        }
        Optional<MemberSeen> member = found.get().member();
        if (member.isEmpty()) {
            return Verdict.notYet("Patroni was started and its REST API does not answer"
                    + found.get().restFailure().map(why -> " (" + why + ")").orElse(""));
        }
        return step.becomes() == Becomes.PRIMARY ? primary(member.get(), seen) : replica(member.get(), seen);
    }

    private Verdict primary(MemberSeen member, ClusterObservation seen) {
        if (seen.leader().filter(leader -> !leader.equals(step.node())).isPresent()) {
            return Verdict.never("'" + seen.leader().get() + "' became the primary instead");
        }
        return member.leads() && !member.conditions().unlocked()
                ? Verdict.YES
                : Verdict.notYet("PostgreSQL is '" + member.state() + "' and not the primary");
    }

    private Verdict replica(MemberSeen member, ClusterObservation seen) {
        boolean followed = seen.allSeen().stream()
                .flatMap(other -> other.member().stream())
                .anyMatch(other -> other.isFollowedBy(node.member()));
        return member.isRunning() && followed
                ? Verdict.YES
                : Verdict.notYet("PostgreSQL is '" + member.state() + "' and does not stream yet");
    }
}
