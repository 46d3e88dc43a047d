package dev.patrol.reconcile;

import dev.patrol.definition.Revision;
import dev.patrol.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One pass over the fleet, or over the part of it that was asked for.
 *
 * @param subject the first line of the commit's message; empty for a plain directory
 * @param problems of all definitions, warnings too
 */
public record FleetReport(
        Revision revision,
        String branch,
        Optional<String> subject,
        Selection selection,
        List<ClusterReport> clusters,
        List<Problem> problems,
        Span span) {
    /** When the pass ran. */
    public record Span(Instant begun, Instant ended) {
        public Duration duration() {
            return Duration.between(begun, ended);
        }
    }

    public FleetReport {
        clusters = List.copyOf(clusters);
        problems = List.copyOf(problems);
    }
}
