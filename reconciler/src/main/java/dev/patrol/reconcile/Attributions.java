package dev.patrol.reconcile;

import dev.patrol.apply.Work;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.DefinitionFiles;
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
import java.util.Set;

/**
 * Says whose doing the differences of a pass are, by what the revision wanted that was last found or made true. It is read
 * only where something differs, and where another revision is in effect.
 */
final class Attributions {
    private static final int MOST_REVISIONS = 4;

    private final DefinitionSource source;
    private final Reconciler.Assessing assessor;
    private final Map<Revision, Optional<DefinitionFiles>> earlier = new LinkedHashMap<>(MOST_REVISIONS, 1, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Revision, Optional<DefinitionFiles>> eldest) {
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
                        : applied.flatMap(it -> definition(it, work.cluster())).flatMap(assessor::render),
                lastSuccess);
        ClusterDiff diff = attribution.of(plan.diff(), work.seen());
        return new Work(
                work.cluster(),
                work.wanted(),
                work.seen(),
                new Plan(plan.cluster(), diff, plan.steps(), plan.held(), plan.obstacles()));
    }

    // Of a thousand clusters only the file of this one is read, and what all have in common.
    private Optional<ClusterDefinition> definition(Revision revision, ClusterDefinition cluster) {
        return files(revision)
                .map(files -> files.only(
                        Set.of(DefinitionFiles.FLEET_FILE, cluster.location().file())))
                .map(DefinitionReader::read)
                .flatMap(set -> set.clusters().stream()
                        .filter(found -> found.name().equals(cluster.name()))
                        .findFirst());
    }

    private synchronized Optional<DefinitionFiles> files(Revision revision) {
        return earlier.computeIfAbsent(revision, source::at);
    }
}
