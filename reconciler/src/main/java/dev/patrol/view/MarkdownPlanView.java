package dev.patrol.view;

import dev.patrol.apply.Work;
import dev.patrol.diff.ClusterDiff;
import dev.patrol.plan.Obstacle;
import dev.patrol.plan.Plan;
import dev.patrol.plan.Step;
import dev.patrol.reconcile.ClusterReport;
import dev.patrol.reconcile.FleetReport;
import java.util.List;
import java.util.stream.Collectors;

/** A plan as a comment on a pull request. */
public final class MarkdownPlanView {
    private MarkdownPlanView() {}

    public static String show(FleetReport report) {
        StringBuilder text =
                new StringBuilder("## Patrol plan for `" + report.revision().shortened() + "`\n\n");
        report.clusters().forEach(cluster -> text.append(cluster(cluster)));
        return text.toString();
    }

    private static String cluster(ClusterReport report) {
        StringBuilder text = new StringBuilder("### " + report.status().cluster() + ": "
                + report.status().outcome().kind().words() + "\n\n");
        report.problems()
                .forEach(problem ->
                        text.append("- ").append(escaped(problem.toString())).append('\n'));
        text.append(drift(report));
        report.planned().map(Work::plan).ifPresent(plan -> text.append(plan(plan)));
        return text.append('\n').toString();
    }

    private static String drift(ClusterReport report) {
        List<ClusterDiff.Found> drift = DriftView.telling(report);
        if (drift.isEmpty()) {
            return "";
        }
        Work work = report.planned().orElseThrow();
        StringBuilder text =
                new StringBuilder("**Drift**\n\n| node | layer | difference | touched |\n| --- | --- | --- | --- |\n");
        for (ClusterDiff.Found found : drift) {
            String fate = DriftView.isOnlyReported(found.change(), work) ? "only reported; " : "";
            text.append("| ").append(DriftView.where(found));
            text.append(" | ").append(found.change().layer().label()).append(" | ");
            text.append(ChangeText.lines(found.change(), Ink.PLAIN).stream()
                    .map(MarkdownPlanView::code)
                    .collect(Collectors.joining("<br>")));
            text.append(" | ")
                    .append(escaped(fate + DriftView.touched(found.change().trace())))
                    .append(" |\n");
        }
        return text.append('\n').toString();
    }

    private static String plan(Plan plan) {
        StringBuilder text = new StringBuilder();
        for (Obstacle obstacle : plan.obstacles()) {
            text.append("> ").append(escaped(Wording.of(obstacle.reason()))).append("\n\n");
        }
        text.append(table("Steps", plan.steps())).append(table("Held back", plan.held()));
        return text.isEmpty() ? "Nothing to do.\n" : text.toString();
    }

    private static String table(String title, List<Step> steps) {
        if (steps.isEmpty()) {
            return "";
        }
        StringBuilder text =
                new StringBuilder("**" + title + "**\n\n| # | node | what | why |\n| --- | --- | --- | --- |\n");
        int number = 1;
        for (Step step : steps) {
            String what = step.isDisruptive() ? "**" + StepWords.of(step) + "**" : StepWords.of(step);
            text.append("| ").append(number++).append(" | ").append(step.target());
            text.append(" | ").append(what).append(changes(step)).append(" | ");
            text.append(escaped(Wording.of(step.reason()))).append(" |\n");
        }
        return text.append('\n').toString();
    }

    private static String changes(Step step) {
        return ChangeText.lines(step, Ink.PLAIN).stream()
                .map(line -> "<br>" + code(line))
                .collect(Collectors.joining());
    }

    private static String code(String line) {
        return "<code>" + escaped(line) + "</code>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;");
    }
}
