package dev.patrol.view;

import dev.patrol.reconcile.ClusterReport;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A line per cluster: how its last pass ended, from which revision, when, on which nodes, and why not better. */
public final class OutcomeView {
    private final Ink ink;

    public OutcomeView(Ink ink) {
        this.ink = ink;
    }

    public String show(FleetReport report) {
        return show(report.clusters().stream().map(ClusterReport::status).toList());
    }

    public String show(List<ClusterStatus> statuses) {
        List<StatusRow> rows = statuses.stream().map(StatusRow::of).toList();
        int names = width(rows, StatusRow::cluster);
        int outcomes = width(rows, StatusRow::outcome);
        StringBuilder text = new StringBuilder();
        for (StatusRow row : rows) {
            List<String> cells = new ArrayList<>(List.of(
                    ink.bold(padded(row.cluster(), names)),
                    words(row.kind(), ink) + " ".repeat(outcomes - row.outcome().length()),
                    row.revision(),
                    ink.faint(row.finished().toString())));
            if (!row.nodes().isEmpty()) {
                cells.add(row.nodes());
            }
            text.append(String.join("  ", cells)).append('\n');
            row.reasons().forEach(reason -> text.append("    ").append(reason).append('\n'));
        }
        return text.toString();
    }

    private static int width(List<StatusRow> rows, Function<StatusRow, String> cell) {
        return rows.stream().map(cell).mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    static String words(Outcome.Kind kind, Ink ink) {
        return switch (kind) {
            case IN_SYNC, CHANGED -> ink.good(kind.words());
            case OUT_OF_DATE, DRIFTED, WAITING, PAUSED -> ink.caution(kind.words());
            case STALLED -> ink.bad(kind.words());
        };
    }
}
