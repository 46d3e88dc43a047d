package dev.patrol.view;

import dev.patrol.problem.Printable;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.NodeStatus;
import dev.patrol.status.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What is told of a cluster's last pass, cell by cell: the page and {@code patrol status} show the same. */
record StatusRow(
        String cluster, Outcome.Kind kind, List<String> reasons, String nodes, String revision, Instant finished) {

    static StatusRow of(ClusterStatus status) {
        return new StatusRow(
                status.cluster().value(),
                status.outcome().kind(),
                Wording.of(status.outcome().reasons()),
                nodes(status),
                status.revision().shortened(),
                status.finished().truncatedTo(ChronoUnit.SECONDS));
    }

    String outcome() {
        return kind.words();
    }

    private static String nodes(ClusterStatus status) {
        List<String> nodes = new ArrayList<>();
        status.dcsDrift().filter(keys -> keys > 0).ifPresent(keys -> nodes.add("DCS (" + differing(keys) + ")"));
        status.nodes().forEach((name, node) -> nodes.add(Printable.line(name) + note(node)));
        return String.join(", ", nodes);
    }

    private static String note(NodeStatus node) {
        if (!node.reachable()) {
            return " (unreachable)";
        }
        int differing =
                node.drift().values().stream().mapToInt(Integer::intValue).sum();
        List<String> notes = new ArrayList<>();
        if (node.pendingRestart()) {
            notes.add("restart pending");
        }
        if (differing > 0) {
            notes.add(differing(differing));
        }
        return notes.isEmpty() ? "" : " (" + String.join(", ", notes) + ")";
    }

    private static String differing(int keys) {
        return keys + (keys == 1 ? " key differs" : " keys differ");
    }
}
