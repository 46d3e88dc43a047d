package dev.patrol.view;

import dev.patrol.apply.Work;
import dev.patrol.diff.ClusterDiff.Found;
import dev.patrol.diff.KeyChange;
import dev.patrol.diff.Layer;
import dev.patrol.diff.Trace;
import dev.patrol.observe.NodeSeen;
import dev.patrol.plan.OnlyReported;
import dev.patrol.reconcile.ClusterReport;
import dev.patrol.status.ClusterStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What differs on a running cluster, where, and what was touched: by whom is for people to find out. */
public final class DriftView {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private DriftView() {}

    /** All differences, those that a commit asks for too; none for a cluster that does not run yet. */
    static List<Found> all(Work work) {
        return work.seen().leader().isEmpty() ? List.of() : work.plan().diff().all();
    }

    /**
     * Those that a person has to be told of: all of them when this revision was in effect before, for then somebody has
     * made them since; else the ones that no step lists.
     */
    static List<Found> telling(ClusterReport report) {
        return report.planned().stream()
                .flatMap(work -> all(work).stream()
                        .filter(found -> !found.change().path().first().equals("bootstrap"))
                        .filter(found -> isAllDrift(report.status()) || isOutsideSteps(found.change(), work)))
                .toList();
    }

    /** Whether a pass has already found or made all as this revision says. */
    public static boolean isAllDrift(ClusterStatus status) {
        return !status.outcome().isSuccess()
                && status.appliedRevision().equals(Optional.of(status.revision()))
                && status.lastSuccess().isPresent();
    }

    private static boolean isOutsideSteps(KeyChange change, Work work) {
        return change.layer() == Layer.EFFECTIVE || change.layer() == Layer.SERVICE || isOnlyReported(change, work);
    }

    /** Whether Patrol leaves it as it is. */
    static boolean isOnlyReported(KeyChange change, Work work) {
        return OnlyReported.covers(change, work.cluster().policy().drift());
    }

    static String where(Found found) {
        return found.target().toString();
    }

    static String heading(ClusterStatus status) {
        return isAllDrift(status)
                ? "drift since " + time(status.lastSuccess().orElseThrow()) + ", when all was as this revision says:"
                : "drift:";
    }

    /** Nodes whose server could not be asked, and why. */
    static List<String> unknown(Work work) {
        return work.seen().allSeen().stream()
                .filter(node ->
                        node.member().isPresent() && node.serverFailure().isPresent())
                .map(DriftView::unknown)
                .toList();
    }

    private static String unknown(NodeSeen node) {
        return "what PostgreSQL on '" + node.name() + "' runs with is unknown: "
                + node.serverFailure().orElseThrow();
    }

    /** What was touched, and since when it has been so at the latest. */
    static String touched(Trace trace) {
        String by = switch (trace.kind()) {
            case ALTER_SYSTEM -> "ALTER SYSTEM in " + trace.place();
            case SERVER_FILE -> "by hand in " + trace.place();
            case UNKNOWN -> "";
            default -> trace.place();
        };
        return by + trace.since().map(time -> ", changed " + time(time)).orElse("");
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    static List<String> lines(ClusterReport report, Ink ink) {
        List<String> lines = new ArrayList<>();
        Work work = report.planned().orElseThrow();
        for (Found found : telling(report)) {
            List<String> change = ChangeText.lines(found.change(), ink);
            lines.add(String.format(
                    "%-6s %-10s %s", where(found), found.change().layer().label(), change.get(0)));
            change.subList(1, change.size()).forEach(line -> lines.add(" ".repeat(18) + line));
            String fate = isOnlyReported(found.change(), work) ? "only reported; " : "";
            String touched = fate + touched(found.change().trace());
            if (!touched.isEmpty()) {
                lines.add(" ".repeat(20) + ink.faint(touched));
            }
        }
        unknown(work).forEach(line -> lines.add(ink.caution(line)));
        return lines;
    }

    static List<Map<String, Object>> documents(Work work) {
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Found found : all(work)) {
            Trace trace = found.change().trace();
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("target", found.target().toString());
            document.putAll(JsonView.change(found.change()));
            document.put("touched", trace.kind().label());
            document.put("place", trace.place());
            document.put("since", trace.since().map(Instant::toString).orElse(null));
            document.put("only_reported", isOnlyReported(found.change(), work));
            documents.add(document);
        }
        return documents;
    }
}
