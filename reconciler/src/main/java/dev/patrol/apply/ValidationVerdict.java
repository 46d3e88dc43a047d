package dev.patrol.apply;

import dev.patrol.problem.Reason;
import dev.patrol.remote.ValidationReport;
import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import dev.patrol.tree.Secrets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of {@code patroni --validate-config}'s output speaks against a file. Status 0 is a yes. Any other proves
 * nothing: on a node where Patroni runs it fails for the ports being in use, and versions before 3.0.3 ask for sections
 * that nothing needs. And it quotes the values it dislikes, passwords included.
 */
final class ValidationVerdict {
    private static final List<Pattern> FALSE_ALARMS = List.of(
            Pattern.compile("^(restapi|postgresql)\\.listen\\b.*already in use.*"),
            Pattern.compile("^bootstrap\\.(pg_hba|initdb)\\s+is not defined\\.?"),
            Pattern.compile("^postgresql\\.authentication\\.rewind\\s+is not defined\\.?"));

    // It tries to connect. A host that is down is no fault of the file; if none answers, the file may well be wrong.
    private static final Pattern SILENT_DCS_HOST = Pattern.compile("^etcd3?\\.hosts\\.\\d+ .* is not reachable'?$");

    private static final Pattern LOG_LINE = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\S+ (INFO|WARNING):.*");

    private ValidationVerdict() {}

    /** The complaints to show, without secrets; none: the file is fine. */
    static List<Reason> complaints(ValidationReport report, ConfigTree tree) {
        if (report.exitStatus() == 0) {
            return List.of();
        }
        List<String> lines = essence(report.lines().stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !LOG_LINE.matcher(line).matches())
                .toList());
        if (lines.isEmpty()) {
            return List.of(Failure.CHECK_SILENT.with("status", report.exitStatus()));
        }
        Secrets secrets = Secrets.of(Stream.of(tree));
        long silent = lines.stream().filter(ValidationVerdict::isSilentDcsHost).count();
        boolean dcsAnswers = silent < dcsHosts(tree);
        return lines.stream()
                .filter(line -> !(dcsAnswers && isSilentDcsHost(line)))
                .filter(line -> FALSE_ALARMS.stream()
                        .noneMatch(alarm -> alarm.matcher(line).matches()))
                .map(line -> Reason.said(secrets.masked(line)))
                .toList();
    }

    private static boolean isSilentDcsHost(String line) {
        return SILENT_DCS_HOST.matcher(line).matches();
    }

    private static int dcsHosts(ConfigTree tree) {
        return Stream.of("etcd", "etcd3")
                .flatMap(section -> tree.list(KeyPath.of(section, "hosts")).stream())
                .mapToInt(List::size)
                .sum();
    }

    // Of a Python traceback only the last line means something to an operator.
    private static List<String> essence(List<String> lines) {
        boolean traceback = lines.stream().anyMatch(line -> line.startsWith("Traceback"));
        return traceback ? lines.subList(lines.size() - 1, lines.size()) : lines;
    }
}
