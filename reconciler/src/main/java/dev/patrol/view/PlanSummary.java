package dev.patrol.view;

import dev.patrol.apply.Work;
import dev.patrol.plan.Step;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A plan in numbers. */
record PlanSummary(Map<Outcome.Kind, Long> outcomes, List<Step> steps, long held, long unknown) {
    static PlanSummary of(FleetReport report) {
        List<Work> planned = report.clusters().stream()
                .flatMap(cluster -> cluster.planned().stream())
                .toList();
        return new PlanSummary(
                report.clusters().stream()
                        .collect(Collectors.groupingBy(
                                cluster -> cluster.status().outcome().kind(),
                                () -> new EnumMap<>(Outcome.Kind.class),
                                Collectors.counting())),
                planned.stream().flatMap(work -> work.plan().steps().stream()).toList(),
                planned.stream().mapToLong(work -> work.plan().held().size()).sum(),
                report.clusters().stream()
                        .filter(cluster -> !cluster.isEvaluated())
                        .count());
    }

    /** {@code 9b1d0c77 → 4f1c2a9b}: from what was last found or made true to what is planned. */
    static String revisions(ClusterStatus status) {
        return status.appliedRevision()
                        .filter(applied -> !applied.equals(status.revision()))
                        .map(applied -> applied.shortened() + " → ")
                        .orElse("")
                + status.revision().shortened();
    }

    String text() {
        List<String> parts = new ArrayList<>();
        if (outcomes.size() > 1) {
            parts.add(outcomes.entrySet().stream()
                    .map(outcome -> outcome.getValue() + " " + outcome.getKey().words())
                    .collect(Collectors.joining(", ")));
        }
        long disruptive = steps.stream().filter(Step::isDisruptive).count();
        parts.add(
                steps.isEmpty()
                        ? "nothing to do"
                        : counted(steps.size(), "step") + " to do, " + disruptive + " of them restart PostgreSQL");
        if (held > 0) {
            parts.add(held + " held back");
        }
        if (unknown > 0) {
            parts.add(unknown + " could not be fully evaluated");
        }
        long clusters = outcomes.values().stream().mapToLong(Long::longValue).sum();
        return counted(clusters, "cluster") + ": " + String.join("; ", parts) + ".";
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
