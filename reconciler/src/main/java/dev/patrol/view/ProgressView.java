package dev.patrol.view;

import dev.patrol.apply.StepResult;
import dev.patrol.definition.ClusterName;
import dev.patrol.reconcile.PassEvents;
import java.io.PrintWriter;

/** Prints each step of an apply as it ends; clusters that run side by side take turns by whole lines. */
public final class ProgressView implements PassEvents {
    private static final double MILLIS_PER_SECOND = 1000;

    private final PrintWriter out;
    private final Ink ink;

    public ProgressView(PrintWriter out, Ink ink) {
        this.out = out;
        this.ink = ink;
    }

    @Override
    public synchronized void stepFinished(ClusterName cluster, StepResult result) {
        String seconds = String.format("%5.1f s", result.took().toMillis() / MILLIS_PER_SECOND);
        out.printf(
                "%s  %-6s %s  %s  %s%n",
                ink.bold(cluster.value()),
                result.step().target(),
                ink.faint(seconds),
                StepWords.of(result.step()),
                painted(result));
        out.flush();
    }

    private String painted(StepResult result) {
        String why = Wording.of(result.detail());
        return switch (result.kind()) {
            case DONE -> ink.good("✓ " + why);
            case NOT_NEEDED -> ink.faint("· not needed: " + why);
            case FAILED -> ink.bad("✗ " + why);
            case NOT_DONE -> ink.caution("- not done: " + why);
        };
    }
}
