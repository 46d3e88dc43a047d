package dev.patrol.forecast;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.diff.ClusterDiff;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.MemberSeen;
import dev.patrol.observe.ServerInquiry;
import dev.patrol.parameters.NewValue;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Reason;
import dev.patrol.problem.Severity;
import dev.patrol.remote.RemoteException;
import dev.patrol.render.WantedCluster;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the leader's server what the changes of a comparison take. Costs nothing where no parameter differs; where the
 * server cannot be asked, what Patrol's own table says stands, and a warning with it.
 */
public final class Forecasts {
    private final ServerInquiry inquiry;

    public Forecasts(ServerInquiry inquiry) {
        this.inquiry = inquiry;
    }

    /** A comparison, and what is to be said about how sure it is. */
    public record Refined(ClusterDiff diff, List<Problem> warnings) {}

    public Refined refine(
            ClusterDefinition cluster, WantedCluster rendered, ClusterObservation seen, ClusterDiff diff) {
        Optional<NodeName> leader = seen.leader();
        if (leader.isEmpty() || !Forecaster.hasQuestions(diff)) {
            return new Refined(diff, List.of());
        }
        NodeDefinition node = cluster.node(leader.get());
        Optional<String> started = seen.member(leader.get()).flatMap(MemberSeen::postmasterStarted);
        try {
            ClusterDiff refined = Forecaster.refine(diff, inquiry.catalog(node, started), rendered, seen);
            return checked(cluster, node, refined);
        } catch (RemoteException e) {
            return unsure(cluster, diff, Doubt.SERVER_NOT_ASKED.with("why", e.reason()));
        }
    }

    private Refined checked(ClusterDefinition cluster, NodeDefinition node, ClusterDiff diff) {
        Set<NewValue> candidates = Forecaster.candidates(diff);
        if (candidates.isEmpty()) {
            return new Refined(diff, List.of());
        }
        try {
            return new Refined(Forecaster.refuse(diff, inquiry.objections(node, candidates)), List.of());
        } catch (RemoteException e) {
            return unsure(cluster, diff, Doubt.TEXTS_NOT_CHECKED.with("why", e.reason()));
        }
    }

    private static Refined unsure(ClusterDefinition cluster, ClusterDiff diff, Reason doubt) {
        Problem warning = new Problem(Severity.WARNING, cluster.location(), doubt);
        return new Refined(diff, List.of(warning));
    }
}
