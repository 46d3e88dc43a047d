package dev.patrol.view;

import dev.patrol.status.ClusterStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The page for people: every cluster, how its last pass ended, and why not better. */
public final class StatusPage {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="refresh" content="30">
            <title>Patrol</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-top: 1px solid #ccc; }
            ul { margin: 0; padding-left: 1.1rem; }
            .in_sync, .changed { color: #1a7f37; }
            .drifted, .waiting, .paused { color: #9a6700; }
            .stalled { color: #cf222e; font-weight: bold; }
            </style>
            </head>
            <body>
            <h1>Patrol</h1>
            """;
    private static final String COLUMNS = "<tr><th>Cluster</th><th>Last pass</th><th>Why</th><th>Nodes</th>"
            + "<th>Revision</th><th>Ended</th></tr>\n";
    private static final String FOOT = """
            <p><a href="/metrics">metrics</a> · <a href="/healthz">health</a></p>
            </body>
            </html>
            """;

    private StatusPage() {}

    /**
     * The page as HTML.
     *
     * @param unrecorded why the statuses may be older than the last pass
     */
    public static String of(List<ClusterStatus> statuses, Optional<String> unrecorded, Instant now) {
        String warning = unrecorded
                .map(why -> "<p class=\"stalled\">" + escaped(why) + "</p>\n")
                .orElse("");
        String rows =
                statuses.stream().map(StatusRow::of).map(row -> cells(row, now)).collect(Collectors.joining());
        return HEAD + warning + "<p>" + escaped(summary(statuses)) + "</p>\n"
                + (rows.isEmpty() ? "" : "<table>\n" + COLUMNS + rows + "</table>\n") + FOOT;
    }

    private static String summary(List<ClusterStatus> statuses) {
        if (statuses.isEmpty()) {
            return "No pass has ended yet.";
        }
        long good =
                statuses.stream().filter(status -> status.outcome().isSuccess()).count();
        return good + " of " + statuses.size() + (statuses.size() == 1 ? " cluster is" : " clusters are")
                + " as Git says.";
    }

    private static String cells(StatusRow row, Instant now) {
        return "<tr>"
                + cell(row.cluster())
                + "<td class=\"" + row.kind().label() + "\">" + escaped(row.outcome()) + "</td>"
                + "<td>" + reasons(row.reasons()) + "</td>"
                + cell(row.nodes())
                + cell(row.revision())
                + "<td title=\"" + escaped(row.finished().toString()) + "\">" + age(row.finished(), now)
                + "</td></tr>\n";
    }

    private static String reasons(List<String> reasons) {
        if (reasons.isEmpty()) {
            return "";
        }
        return reasons.stream()
                .map(reason -> "<li>" + escaped(reason) + "</li>")
                .collect(Collectors.joining("", "<ul>", "</ul>"));
    }

    private static String age(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.toMinutes() < 2) {
            return Math.max(0, age.toSeconds()) + " s ago";
        }
        return age.toHours() < 2 ? age.toMinutes() + " min ago" : age.toHours() + " h ago";
    }

    private static String cell(String text) {
        return "<td>" + escaped(text) + "</td>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
