package dev.patrol.view;

import dev.patrol.plan.Obstacle;
import dev.patrol.plan.Plan;
import dev.patrol.plan.Step;
import dev.patrol.reconcile.ClusterReport;
import dev.patrol.reconcile.FleetReport;
import java.util.ArrayList;
import java.util.List;

/** A plan for people: each cluster's steps in their order, what each changes, and what stands in the way. */
public final class TextPlanView {
    private final Ink ink;
    private final StringBuilder text = new StringBuilder();

    public TextPlanView(Ink ink) {
        this.ink = ink;
    }

    public String show(FleetReport report) {
        report.clusters().forEach(this::cluster);
        line(summary(report));
        return text.toString();
    }

    private void cluster(ClusterReport report) {
        String name = report.status().cluster().value();
        line(ink.bold(name) + "  " + ink.faint(report.status().revision().shortened()) + "  "
                + OutcomeView.words(report.status().outcome().kind(), ink));
        report.problems().forEach(problem -> line("  " + ink.bad(problem.toString())));
        if (report.planned().isPresent()) {
            drift(report);
            plan(report.planned().get().plan(), DriftView.isAllDrift(report.status()));
        }
        line("");
    }

    private void drift(ClusterReport report) {
        List<String> lines = DriftView.lines(report, ink);
        if (!lines.isEmpty()) {
            line("  " + ink.caution(DriftView.heading(report.status())));
            lines.forEach(line -> line("    " + line));
            if (!report.planned().orElseThrow().plan().steps().isEmpty()) {
                line("  to do:");
            }
        }
    }

    private void plan(Plan plan, boolean changesWereShown) {
        int number = 1;
        for (Step step : plan.steps()) {
            step(number++ + ".", step, changesWereShown);
        }
        for (Obstacle obstacle : plan.obstacles()) {
            String kind = obstacle.kind().name().toLowerCase(java.util.Locale.ROOT);
            line("  " + ink.caution(kind + ": ") + Wording.of(obstacle.reason()));
        }
        if (!plan.held().isEmpty()) {
            line("  " + ink.faint("held back until then:"));
            plan.held().forEach(step -> step("-", step, changesWereShown));
        }
    }

    private void step(String mark, Step step, boolean changesWereShown) {
        String words = StepWords.of(step);
        String what = step.isDisruptive() ? ink.caution(words) : words;
        line(String.format("  %3s %-6s %s", mark, step.target(), what)
                + ink.faint("  (" + Wording.of(step.reason()) + ")"));
        if (!changesWereShown) {
            ChangeText.lines(step, ink).forEach(change -> line("               " + change));
        }
    }

    private String summary(FleetReport report) {
        List<Step> steps = report.clusters().stream()
                .flatMap(cluster -> cluster.planned().stream())
                .flatMap(work -> work.plan().steps().stream())
                .toList();
        long held = report.clusters().stream()
                .flatMap(cluster -> cluster.planned().stream())
                .mapToLong(work -> work.plan().held().size())
                .sum();
        long disruptive = steps.stream().filter(Step::isDisruptive).count();
        long unknown = report.clusters().stream()
                .filter(cluster -> !cluster.isEvaluated())
                .count();
        List<String> parts = new ArrayList<>();
        if (!steps.isEmpty()) {
            parts.add(steps.size() + " step(s) to do, " + disruptive + " of them restart PostgreSQL");
        }
        if (held > 0) {
            parts.add(held + " held back");
        }
        if (unknown > 0) {
            parts.add(unknown + " could not be fully evaluated");
        }
        String all = parts.isEmpty() ? "nothing to do" : String.join("; ", parts);
        return report.clusters().size() + " cluster(s): " + all + ".";
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
