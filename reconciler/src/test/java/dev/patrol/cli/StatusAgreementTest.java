package dev.patrol.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.Revision;
import dev.patrol.problem.Reason;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.NodeStatus;
import dev.patrol.status.Outcome;
import dev.patrol.status.StatusStore;
import dev.patrol.view.StatusPage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of each cluster, the page, {@code status} and its JSON say the same, whatever there is to say. */
class StatusAgreementTest {
    private static final Instant ENDED = Instant.parse("2026-11-22T12:00:00.250Z");
    private static final Pattern ROW = Pattern.compile("<tr><td>(?<cluster>[^<]*)</td><td class=\"(?<label>\\w+)\">"
            + "(?<outcome>[^<]*)</td><td>(?<reasons>.*?)</td><td>(?<nodes>[^<]*)</td><td>(?<revision>[^<]*)</td>"
            + "<td title=\"(?<finished>[^\"]*)\">");
    private static final Pattern REASON = Pattern.compile("<li>([^<]*)</li>");
    private static final Pattern LINE = Pattern.compile("(?<cluster>\\S+) +(?<outcome>\\w+(?: \\w+)*) {2,}"
            + "(?<revision>\\w+)  (?<finished>\\S+)(?:  (?<nodes>.*))?");

    private static final Map<String, NodeStatus> NODES = Map.of(
            "fine", new NodeStatus(true, false, Map.of("file", 0)),
            "gone", NodeStatus.UNREACHABLE,
            "one", new NodeStatus(true, false, Map.of("file", 1)),
            "pending", new NodeStatus(true, true, Map.of()),
            "pending-and-more", new NodeStatus(true, true, Map.of("file", 2, "effective", 3)));
    private static final String NODES_IN_WORDS =
            "fine, gone (unreachable), one (1 key differs), pending (restart pending),"
                    + " pending-and-more (restart pending, 5 keys differ)";
    private static final List<List<String>> REASONS =
            List.of(List.of(), List.of("<b>&'\"</b> waits", "a second reason"), List.of("\u001b[2J\nforged\u202e"));

    /** What is told of one cluster. */
    private record Told(
            String cluster, String outcome, List<String> reasons, String nodes, String revision, String finished) {}

    @TempDir
    private Path state;

    private Console console;

    @BeforeEach
    void everyOutcomeWithEveryKindOfNodeAndReason() {
        console = new Console(state);
        StatusStore statuses = console.statuses();
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            for (int number = 0; number < REASONS.size(); number++) {
                statuses.record(status(kind, number, NODES));
            }
            statuses.record(status(kind, REASONS.size(), Map.of()));
        }
    }

    private static ClusterStatus status(Outcome.Kind kind, int number, Map<String, NodeStatus> nodes) {
        Outcome outcome = new Outcome(
                kind,
                REASONS.get(number % REASONS.size()).stream().map(Reason::said).toList());
        return ClusterStatus.after(
                new ClusterName(kind.label().replace('_', '-') + number),
                new ClusterStatus.Pass(outcome, new Revision("4f1c2a9be0123"), ENDED),
                new ClusterStatus.Seen(nodes, Optional.of(number % 3)),
                Optional.empty());
    }

    @Test
    void thePageAndTheTextSayTheSame() {
        List<Told> page = onThePage();

        assertEquals(onTheTerminal(), page);
        assertEquals(Outcome.Kind.values().length * (REASONS.size() + 1), page.size());
        Told stalled = page.stream()
                .filter(told -> told.cluster().equals("stalled2"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                new Told(
                        "stalled2",
                        "stalled",
                        List.of("\\u001b[2J\\nforged\\u202e"),
                        "DCS (2 keys differ), " + NODES_IN_WORDS,
                        "4f1c2a9b",
                        "2026-11-22T12:00:00Z"),
                stalled);
    }

    @Test
    void theJsonHasTheSameClustersOutcomesAndNodes() {
        JsonArray clusters = JsonParser.parseString(
                        console.type("status", "--format", "json").out())
                .getAsJsonObject()
                .getAsJsonArray("clusters");

        List<Told> page = onThePage();
        assertEquals(page.size(), clusters.size());
        for (int index = 0; index < page.size(); index++) {
            JsonObject document = clusters.get(index).getAsJsonObject();
            Told told = page.get(index);
            assertEquals(told.cluster(), document.get("cluster").getAsString());
            assertEquals(told.outcome(), document.get("outcome").getAsString().replace('_', ' '));
            assertEquals(
                    told.reasons().size(), document.getAsJsonArray("reasons").size());
            assertEquals(
                    told.nodes().replaceFirst("^DCS \\([^)]*\\)(, )?", "").split(", (?=\\w+)(?![^(]*\\))").length,
                    Math.max(1, document.getAsJsonObject("nodes").size()));
            assertTrue(document.get("revision").getAsString().startsWith(told.revision()));
        }
    }

    private List<Told> onThePage() {
        String html = StatusPage.of(console.statuses().readAll(), Optional.empty(), ENDED);
        return ROW.matcher(html)
                .results()
                .map(found -> ROW.matcher(found.group()))
                .filter(Matcher::matches)
                .map(row -> new Told(
                        row.group("cluster"),
                        row.group("outcome"),
                        REASON.matcher(row.group("reasons"))
                                .results()
                                .map(reason -> unescaped(reason.group(1)))
                                .toList(),
                        row.group("nodes"),
                        row.group("revision"),
                        row.group("finished")))
                .toList();
    }

    private static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private List<Told> onTheTerminal() {
        List<Told> told = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (String line : console.type("status").out().lines().toList()) {
            if (line.startsWith("    ")) {
                reasons.add(line.substring(4));
                continue;
            }
            Matcher row = LINE.matcher(line);
            assertTrue(row.matches(), line);
            reasons = new ArrayList<>();
            told.add(new Told(
                    row.group("cluster"),
                    row.group("outcome"),
                    reasons,
                    Optional.ofNullable(row.group("nodes")).orElse(""),
                    row.group("revision"),
                    row.group("finished")));
        }
        return told;
    }
}
