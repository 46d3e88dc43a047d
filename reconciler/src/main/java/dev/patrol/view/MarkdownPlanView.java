package dev.patrol.view;

import dev.patrol.reconcile.FleetReport;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A plan as a comment on a pull request: a table of the clusters, and the details of each folded. Hosts of Git cut or
 * refuse a comment of more than 65,536 characters, so details that do not fit are left out, and that is said.
 */
public final class MarkdownPlanView {
    private static final int LONGEST = 60_000;
    // What GitHub and GitLab would make a mention or a reference of.
    private static final Pattern ACTIVE = Pattern.compile("([@#!~$%])(?=\\w)");

    private MarkdownPlanView() {}

    public static String show(FleetReport report) {
        List<ClusterGroup> groups = ClusterGroup.of(report);
        StringBuilder text = new StringBuilder("## Patrol plan for `")
                .append(report.revision().shortened())
                .append("`\n\n");
        report.subject().ifPresent(subject -> text.append(escaped(subject)).append("\n\n"));
        text.append(PlanSummary.of(report).text()).append("\n\n");
        int shown = 0;
        for (ClusterGroup group : groups) {
            String details = details(group);
            if (text.length() + details.length() > LONGEST) {
                break;
            }
            text.append(details);
            shown++;
        }
        if (shown < groups.size()) {
            long left = groups.stream()
                    .skip(shown)
                    .mapToLong(group -> group.clusters().size())
                    .sum();
            text.append("**").append(left).append(" more cluster(s) do not fit here; see `patrol plan`.**\n");
        }
        return text.toString();
    }

    private static String details(ClusterGroup group) {
        String outcome = group.first().status().outcome().kind().words();
        String heading = "<b>" + group.name() + "</b>: " + outcome;
        List<String> lines = new ClusterText(Ink.PLAIN, false).lines(group.first());
        if (lines.isEmpty()) {
            return heading + "<br>\n\n";
        }
        String names = group.names().size() > 1 ? "\n" + escaped(String.join(", ", group.names())) + "\n" : "";
        String body = lines.stream().map(MarkdownPlanView::code).collect(Collectors.joining("\n"));
        return "<details><summary>" + heading + " <code>"
                + code(PlanSummary.revisions(group.first().status())) + "</code></summary>\n" + names
                + "\n<pre>" + body + "</pre>\n</details>\n\n";
    }

    // In code nothing is a mention, and nothing is Markdown but an empty line, which ends a block of HTML.
    private static String code(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String escaped(String text) {
        return ACTIVE.matcher(code(text).replaceAll("([\\\\`*_\\[\\]|]|^[-+#>])", "\\\\$1"))
                .replaceAll("$1\u200b");
    }
}
