package dev.patrol.reconcile;

import dev.patrol.apply.Work;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.definition.Revision;
import dev.patrol.diff.Attribution;
import dev.patrol.diff.ClusterDiff;
import dev.patrol.language.DefinitionReader;
import dev.patrol.plan.Plan;
import dev.patrol.source.DefinitionSource;
import dev.patrol.status.ClusterStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says whose doing the differences of a pass are, by what the revision wanted that was last found or made true. It is read
 * only where something differs, and where another revision is in effect.
 */
final class Attributions {
    private static final int MOST_REVISIONS = 4;

    private final DefinitionSource source;
    private final Reconciler.Assessing assessor;
    private final Map<Revision, Optional<DefinitionSet>> earlier = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Revision, Optional<DefinitionSet>> eldest) {
            return size() > MOST_REVISIONS;
        }
    };

    Attributions(DefinitionSource source, Reconciler.Assessing assessor) {
        this.source = source;
        this.assessor = assessor;
    }

    /**
     * The work with the origin of each difference.
     *
     * @param before the cluster's status of the pass before
     */
    Work of(Work work, Revision revision, Optional<ClusterStatus> before) {
        Plan plan = work.plan();
        if (plan.diff().all().isEmpty()) {
            return work;
        }
        Optional<Revision> applied = before.flatMap(ClusterStatus::appliedRevision);
        boolean isCurrent = applied.equals(Optional.of(revision));
        Optional<Instant> lastSuccess = before.flatMap(ClusterStatus::lastSuccess);
        Attribution attribution = new Attribution(
                isCurrent,
                isCurrent
                        ? Optional.empty()
                        : applied.flatMap(it -> definition(it, plan.cluster())).flatMap(assessor::render),
                lastSuccess);
        ClusterDiff diff = attribution.of(plan.diff());
        return new Work(
                work.cluster(),
                work.rendered(),
                work.seen(),
                new Plan(plan.cluster(), diff, plan.steps(), plan.held(), plan.obstacles()));
    }

    private Optional<ClusterDefinition> definition(Revision revision, ClusterName cluster) {
        return definitions(revision)
                .flatMap(set -> set.clusters().stream()
                        .filter(found -> found.name().equals(cluster))
                        .findFirst());
    }

    private synchronized Optional<DefinitionSet> definitions(Revision revision) {
        return earlier.computeIfAbsent(revision, it -> source.at(it).map(DefinitionReader::read));
    }
}
