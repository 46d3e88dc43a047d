package dev.patrol.view;

import dev.patrol.parameters.Effect;
import dev.patrol.plan.Step;
import dev.patrol.plan.StepReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A line of a plan's steps: one step, or several files in a row whose change nothing reads on a running cluster.
 *
 * @param first the number of its first step, from 1
 * @param unfolded whether reasons that go without saying are said
 */
record StepLine(int first, List<Step> steps, boolean unfolded) {
    private static final Set<StepReason> OBVIOUS =
            Set.of(StepReason.FILE_DIFFERS, StepReason.NEW_FILE, StepReason.DCS_DIFFERS);

    StepLine {
        steps = List.copyOf(steps);
    }

    /** The lines of steps in their order. */
    static List<StepLine> of(List<Step> steps, boolean unfolded) {
        List<StepLine> lines = new ArrayList<>();
        for (int i = 0; i < steps.size(); ) {
            int end = i + 1;
            while (!unfolded && isIdle(steps.get(i)) && end < steps.size() && isIdle(steps.get(end))) {
                end++;
            }
            lines.add(new StepLine(i + 1, steps.subList(i, end), unfolded));
            i = end;
        }
        return lines;
    }

    private static boolean isIdle(Step step) {
        return step instanceof Step.WriteConfig write
                && !write.creates()
                && write.changes().stream().allMatch(change -> change.effect() == Effect.NOTHING);
    }

    boolean isDisruptive() {
        return steps.stream().anyMatch(Step::isDisruptive);
    }

    String number() {
        return steps.size() == 1 ? first + "." : first + "-" + (first + steps.size() - 1) + ".";
    }

    String where() {
        return steps.size() == 1 ? step().target().toString() : steps.size() + " files";
    }

    String what() {
        return steps.size() == 1
                ? StepWords.of(step())
                : "follow: " + (isSeed() ? "seed of the DCS" : "nothing reads it now");
    }

    String why() {
        boolean isSaid = steps.size() == 1 && (unfolded || OBVIOUS.stream().noneMatch(step().reason()::is));
        return isSaid ? Wording.of(step().reason()) : "";
    }

    private boolean isSeed() {
        return steps.stream().flatMap(step -> step.changes().stream()).allMatch(Difference::isSeed);
    }

    private Step step() {
        return steps.get(0);
    }
}
