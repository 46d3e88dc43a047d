package dev.patrol.reconcile;

import dev.patrol.apply.Work;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.diff.ClusterDiffer;
import dev.patrol.diff.IgnoredKeys;
import dev.patrol.forecast.Forecasts;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.Observer;
import dev.patrol.observe.ServerInquiry;
import dev.patrol.plan.Plan;
import dev.patrol.plan.Planner;
import dev.patrol.problem.Problems;
import dev.patrol.render.ConfigRenderer;
import dev.patrol.render.Logins;
import dev.patrol.render.WantedCluster;
import dev.patrol.secrets.SecretLookup;
import java.util.Optional;
import java.util.Set;

/** Render, observe, diff, plan: everything but change. */
public final class Assessor implements Reconciler.Assessing {
    private final SecretLookup secrets;
    private final Observer observer;
    private final Forecasts forecasts;
    private final Planner planner;

    public Assessor(SecretLookup secrets, Observer observer, ServerInquiry inquiry, Planner planner) {
        this.secrets = secrets;
        this.observer = observer;
        this.forecasts = new Forecasts(inquiry);
        this.planner = planner;
    }

    /** What would happen to the cluster now, limited to these nodes (none named: all). Changes nothing. */
    @Override
    public Assessment assess(ClusterDefinition cluster, Set<NodeName> nodes) {
        Problems problems = new Problems();
        WantedCluster rendered = ConfigRenderer.render(cluster, secrets, problems);
        if (problems.hasErrors()) {
            return Assessment.broken(cluster.name(), problems.all());
        }
        ClusterObservation seen = observer.observe(cluster, Logins.dcs(rendered));
        WantedCluster wanted = IgnoredKeys.keep(rendered, seen, cluster.policy().drift());
        Forecasts.Refined refined = forecasts.refine(cluster, wanted, seen, ClusterDiffer.diff(cluster, wanted, seen));
        Plan plan = planner.plan(cluster, new Planner.Evidence(wanted, seen, refined.diff()));
        Work work = new Work(cluster, wanted, seen, nodes.isEmpty() ? plan : plan.limitedTo(nodes));
        return new Assessment(cluster.name(), Optional.of(work), refined.warnings());
    }

    @Override
    public Optional<WantedCluster> render(ClusterDefinition cluster) {
        Problems problems = new Problems();
        WantedCluster rendered = ConfigRenderer.render(cluster, secrets, problems);
        return problems.hasErrors() ? Optional.empty() : Optional.of(rendered);
    }
}
