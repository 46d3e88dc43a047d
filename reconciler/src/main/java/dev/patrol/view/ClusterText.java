package dev.patrol.view;

import dev.patrol.apply.Work;
import dev.patrol.observe.NodeSeen;
import dev.patrol.plan.Obstacle;
import dev.patrol.plan.Plan;
import dev.patrol.plan.Step;
import dev.patrol.reconcile.ClusterReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * One cluster's part of a plan in lines: what differs, each once; what happens, in order; what waits.
 *
 * @param unfolded whether steps without consequence stand one by one, with their reasons
 */
record ClusterText(Ink ink, boolean unfolded) {

    List<String> lines(ClusterReport report) {
        List<String> lines = new ArrayList<>();
        report.problems().forEach(problem -> lines.add(ink.bad(Wording.of(problem))));
        report.planned().ifPresent(work -> {
            List<Difference> all = Difference.of(work);
            differences("changes:", all, Whose.WANTED, work, lines);
            differences("changed in the store of secrets:", all, Whose.SECRET, work, lines);
            differences(ink.caution(Whose.heading(report.status())), all, Whose.OTHERS, work, lines);
            unknown(work, lines);
            steps(work.plan(), lines);
            waits(work.plan(), lines);
        });
        return lines;
    }

    private void differences(
            String title, List<Difference> all, Predicate<Difference> whose, Work work, List<String> lines) {
        List<Difference> chosen = all.stream().filter(whose).toList();
        if (chosen.isEmpty()) {
            return;
        }
        lines.add(title);
        Columns columns = new Columns();
        chosen.forEach(difference -> columns.add("", difference.where(work.cluster()), ""));
        List<String> places = columns.lines();
        String below = " ".repeat(columns.indent());
        for (int i = 0; i < chosen.size(); i++) {
            List<String> change = ChangeText.lines(chosen.get(i).change(), ink);
            lines.add(places.get(i) + change.get(0));
            change.subList(1, change.size()).forEach(line -> lines.add(below + line));
            Whose.note(chosen.get(i)).ifPresent(note -> lines.add(below + "  " + ink.faint(note)));
        }
    }

    private void unknown(Work work, List<String> lines) {
        unknownServers(work).forEach(line -> lines.add(ink.caution(line)));
    }

    /** Nodes whose server could not be asked, and why. */
    static List<String> unknownServers(Work work) {
        return work.seen().allSeen().stream()
                .filter(node ->
                        node.member().isPresent() && node.serverFailure().isPresent())
                .map(ClusterText::unknown)
                .toList();
    }

    private static String unknown(NodeSeen node) {
        return "what PostgreSQL on '" + node.name() + "' runs with is unknown: "
                + Wording.of(node.serverFailure().orElseThrow());
    }

    private void steps(Plan plan, List<String> lines) {
        if (!plan.steps().isEmpty()) {
            lines.add("steps:");
            lines.addAll(lines(StepLine.of(plan.steps(), unfolded), true));
        }
    }

    private List<String> lines(List<StepLine> steps, boolean numbered) {
        Columns columns = new Columns();
        for (StepLine step : steps) {
            String what = step.isDisruptive() ? ink.caution(step.what()) : step.what();
            String why = step.why().isEmpty() ? "" : ink.faint("  (" + step.why() + ")");
            columns.add("", numbered ? step.number() : "-", step.where(), what + why);
        }
        return columns.lines();
    }

    private void waits(Plan plan, List<String> lines) {
        for (Obstacle obstacle : plan.obstacles()) {
            String kind = obstacle.kind().name().toLowerCase(Locale.ROOT);
            lines.add(ink.caution(kind + ": ") + Wording.of(obstacle.reason()));
        }
        List<Step> held = plan.held();
        if (!held.isEmpty()) {
            lines.add(ink.faint("held back until then:"));
            lines.addAll(lines(StepLine.of(held, unfolded), false));
        }
    }
}
