package dev.patrol.view;

import dev.patrol.reconcile.ClusterReport;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.Outcome;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A line per cluster: how its last pass ended, from which revision, when, and why not better. */
public final class OutcomeView {
    private final Ink ink;

    public OutcomeView(Ink ink) {
        this.ink = ink;
    }

    public String show(FleetReport report) {
        return show(report.clusters().stream().map(ClusterReport::status).toList());
    }

    public String show(List<ClusterStatus> statuses) {
        int width = statuses.stream()
                .mapToInt(status -> status.cluster().value().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (ClusterStatus status : statuses) {
            String name = String.format("%-" + Math.max(width, 1) + "s", status.cluster());
            text.append(ink.bold(name))
                    .append("  ")
                    .append(words(status.outcome().kind(), ink));
            text.append("  ").append(status.revision().shortened());
            text.append("  ")
                    .append(ink.faint(
                            status.finished().truncatedTo(ChronoUnit.SECONDS).toString()));
            text.append('\n');
            status.outcome()
                    .reasons()
                    .forEach(reason -> text.append("    ").append(reason).append('\n'));
        }
        return text.toString();
    }

    static String words(Outcome.Kind kind, Ink ink) {
        return switch (kind) {
            case IN_SYNC, CHANGED -> ink.good(kind.words());
            case DRIFTED, WAITING, PAUSED -> ink.caution(kind.words());
            case STALLED -> ink.bad(kind.words());
        };
    }
}
