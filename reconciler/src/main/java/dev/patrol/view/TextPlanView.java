package dev.patrol.view;

import dev.patrol.problem.Printable;
import dev.patrol.reconcile.FleetReport;
import java.util.List;

/** A plan for people. Clusters of which it says the same stand together, with their number. */
public final class TextPlanView {
    private final Ink ink;
    private final boolean unfolded;
    private final StringBuilder text = new StringBuilder();

    /** @param unfolded whether everything stands there that is otherwise counted */
    public TextPlanView(Ink ink, boolean unfolded) {
        this.ink = ink;
        this.unfolded = unfolded;
    }

    public String show(FleetReport report) {
        report.subject()
                .ifPresent(subject -> line(ink.bold(report.revision().shortened()) + "  " + Printable.line(subject)));
        ClusterGroup.of(report).forEach(this::show);
        line(PlanSummary.of(report).text());
        return text.toString();
    }

    private void show(ClusterGroup group) {
        line(ink.bold(group.name()) + "  "
                + ink.faint(PlanSummary.revisions(group.first().status())) + "  "
                + OutcomeView.words(group.first().status().outcome().kind(), ink));
        if (unfolded && group.names().size() > 1) {
            line("  the same: " + String.join(", ", group.names()));
        }
        List<String> lines = new ClusterText(ink, unfolded).lines(group.first());
        lines.forEach(line -> line("  " + line));
        line("");
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
