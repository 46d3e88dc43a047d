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

    Sighting judge(ClusterObservation seen) {
        Optional<NodeSeen> found = seen.seen(step.node());
        if (found.isEmpty()) {
            return Sighting.notYet("the node does not answer");
        }
        String unit = node.layout().units().patroni();
        String active = found.get().unit(unit).active();
        // systemd may be about to start it again ("activating"), or be between two of these ("deactivating").
        if (active.equals("inactive") || active.equals("failed")) {
            return Sighting.never("unit '" + unit + "' is " + active + " after its start");
        }
        Optional<MemberSeen> member = found.get().member();
        if (member.isEmpty()) {
            return Sighting.notYet("Patroni was started and its REST API does not answer"
                    + found.get().restFailure().map(why -> " (" + why + ")").orElse(""));
        }
        return step.becomes() == Becomes.PRIMARY
                ? primary(found.get(), member.get(), seen)
                : replica(member.get(), seen);
    }

    private Sighting primary(NodeSeen found, MemberSeen member, ClusterObservation seen) {
        if (seen.leader().filter(leader -> !leader.equals(step.node())).isPresent()) {
            return Sighting.never("'" + seen.leader().get() + "' became the primary instead");
        }
        if (member.leads() && !member.conditions().unlocked()) {
            // Patroni writes the dynamic configuration last; before, nobody can say what it is.
            return found.dynamic().isPresent()
                    ? Sighting.YES
                    : Sighting.notYet("it is the primary, but there is no dynamic configuration yet");
        }
        return Sighting.notYet("PostgreSQL is '" + member.state() + "' and not the primary");
    }

    private Sighting replica(MemberSeen member, ClusterObservation seen) {
        if (member.leads()) {
            return Sighting.never("it became the leader meanwhile; the next pass plans anew");
        }
        boolean followed = seen.allSeen().stream()
                .flatMap(other -> other.member().stream())
                .anyMatch(other -> other.isFollowedBy(node.member()));
        return member.isRunning() && followed
                ? Sighting.YES
                : Sighting.notYet("PostgreSQL is '" + member.state() + "' and does not stream yet");
    }
}
