package dev.patrol.remote.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.NodeSeen;
import dev.patrol.observe.Observer;
import dev.patrol.observe.Unseen;
import dev.patrol.remote.DcsReading;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.UnreachableException;
import dev.patrol.remote.Unreached;
import dev.patrol.remote.Unread;
import dev.patrol.testing.DirectThreads;
import dev.patrol.testing.Wanted;
import dev.patrol.tree.ConfigTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever one node answers costs that node alone, and little of that. */
@Timeout(60)
final class StrangeAnswersTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final NodeName STRANGE = new NodeName("pay-2");

    private static final String USUAL = """

            @ file present 600 postgres:postgres 1764000000 1764000000
            scope: pay
            @ data initialised
            Database system identifier:           7300000000000000001
            max_connections setting:              100

            @ units
            LoadState=loaded
            ActiveState=active
            UnitFileState=enabled
            MainPID=1
            ExecMainStartTimestampMonotonic=1000000

            LoadState=loaded
            ActiveState=inactive
            UnitFileState=disabled

            @ process 1764000000 5000.25
            PATRONI_SCOPE=pay
            @ body /patroni
            {"state": "running", "role": "replica", "timeline": 1, "patroni": {"version": "4.0.7", "scope": "pay"}}
            @ answered 200

            @ body /config
            {"ttl": 30}
            @ answered 200

            @ body /cluster
            {"members": [{"name": "pay-1"}, {"name": "pay-2"}, {"name": "pay-3"}]}
            @ answered 200

            @ place http://127.0.0.1:8008

            @ failure

            @ server
            absent
            @ error

            @ end 0
            """;

    private final Wanted pay = Wanted.wanted("pay", "pay-1", "pay-2", "pay-3");

    @Test
    void theUsualAnswerIsSeenWhole() {
        NodeSeen seen = observe(USUAL).seen(STRANGE).orElseThrow();

        assertTrue(isWhole(seen), seen::toString);
        assertEquals(Optional.empty(), seen.restFailure());
    }

    static Stream<Arguments> answersOfWhichNothingCanBeMade() {
        return Stream.of(
                strange("a status that is no number", text -> text.replace("end 0", "end zero")),
                strange("a data directory of an unknown kind", text -> text.replace("data initialised", "data odd")),
                strange("a data directory of no kind", text -> text.replace("data initialised", "data")),
                strange("no file", text -> text.replace("@ file present", "@ fyle present")),
                strange("no data directory", text -> text.replace("@ data ", "@ date ")),
                strange("no units", text -> text.replace("@ units", "@ unity")),
                strange(
                        "one unit of two",
                        text -> text.replace("\nLoadState=loaded\nActiveState=inactive\nUnitFileState=disabled\n", "")),
                strange("nothing but an end", text -> "\n@ end 0\n"),
                strange("a heading without a name", text -> text.replace("@ place", "@ \n@ place")),
                strange("headings without end", text -> "\n@ file absent\n".repeat(10_000) + text),
                strange("units of 2 MB", text -> text.replace("@ units\n", "@ units\n" + "a=b\n".repeat(500_000))),
                strange("80 MB", text -> text.replace("scope: pay", "scope: pay\n".repeat(8_000_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersOfWhichNothingCanBeMade")
    void costThatNodeAloneAndItWasReached(String what, UnaryOperator<String> answer) {
        ClusterObservation seen = observe(answer.apply(USUAL));

        List<Unseen> unseen = seen.unseen();
        assertEquals(List.of(STRANGE), unseen.stream().map(Unseen::name).toList(), what);
        assertTrue(unseen.get(0).isReached(), what);
        assertTrue(
                Stream.of(Unread.MALFORMED, Unread.TOO_LARGE, Unread.PART_TOO_LARGE)
                        .anyMatch(unseen.get(0).reason()::is),
                unseen::toString);
        assertOthersAreWhole(seen);
    }

    static Stream<Arguments> answersOfWhichAPartCanBeRead() {
        String members = IntStream.range(0, 130_000)
                .mapToObj(number -> "{\"name\": \"m" + number + "\"}")
                .collect(Collectors.joining(", "));
        String few = IntStream.range(0, 20_000)
                .mapToObj(number -> "{\"name\": \"m" + number + "\"}")
                .collect(Collectors.joining(", "));
        return Stream.of(
                strange("'answered abc'", text -> text.replaceFirst("answered 200", "answered abc")),
                strange(
                        "'answered' of 20 digits",
                        text -> text.replaceFirst("answered 200", "answered " + "9".repeat(20))),
                strange("'answered'", text -> text.replaceFirst("answered 200", "answered")),
                strange("/patroni is no JSON", text -> text.replace("{\"state\": \"running\",", "<html>")),
                strange("a timeline beyond any", text -> text.replace("\"timeline\": 1", "\"timeline\": 1e999999999")),
                strange(
                        "/config of 14 MB",
                        text -> text.replace("{\"ttl\": 30}", "{\"x\": \"" + "x".repeat(14_000_000) + "\"}")),
                strange(
                        "/config is deep",
                        text -> text.replace("{\"ttl\": 30}", "{\"x\": ".repeat(30_000) + "1" + "}".repeat(30_000))),
                strange(
                        "/config of many values",
                        text -> text.replace("{\"ttl\": 30}", "{\"x\": [" + "1,".repeat(200_000) + "1]}")),
                strange("/config is a list", text -> text.replace("{\"ttl\": 30}", "[30]")),
                strange("/cluster with 130,000 members", text -> text.replace("{\"name\": \"pay-1\"}", members)),
                strange("/cluster with 20,000 members", text -> text.replace("{\"name\": \"pay-1\"}", few)),
                strange("/cluster is cut short", text -> text.replace("{\"name\": \"pay-3\"}]}", "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersOfWhichAPartCanBeRead")
    void costThatPartAloneAndItIsSaid(String what, UnaryOperator<String> answer) {
        ClusterObservation seen = observe(answer.apply(USUAL));

        NodeSeen node = seen.seen(STRANGE).orElseThrow();
        assertTrue(
                node.restFailure()
                        .filter(why -> why.is(Unread.REST_MALFORMED) || why.is(Unread.REST_TOO_LARGE))
                        .isPresent(),
                () -> what + ": " + node.restFailure());
        assertEquals(
                Optional.of("pay"),
                node.file().orElseThrow().tree().orElseThrow().get("scope"));
        assertTrue(node.isRunning(Wanted.PATRONI_UNIT));
        assertOthersAreWhole(seen);
    }

    static Stream<Arguments> answersOfWhichOnlyADetailIsLost() {
        String digits = "9".repeat(30);
        return Stream.of(
                strange("times of the file", text -> text.replace("1764000000 1764000000", digits + " " + digits)),
                strange("the clock", text -> text.replace("process 1764000000", "process " + digits)),
                strange("the uptime", text -> text.replace("5000.25", digits + ".5")),
                strange("the start of the process", text -> text.replace("Monotonic=1000000", "Monotonic=" + digits)),
                strange("a tag", text -> text.replace("\"timeline\": 1", "\"tags\": {\"x\": 1e99999}")),
                strange("control data", text -> text.replace("setting:              100", "setting: " + digits)),
                strange("the place", text -> text.replace("127.0.0.1:8008", "127.0.0.1:99999")),
                strange("the place's port", text -> text.replace("127.0.0.1:8008", "127.0.0.1:0")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersOfWhichOnlyADetailIsLost")
    void leaveTheNodeSeen(String what, UnaryOperator<String> answer) {
        ClusterObservation seen = observe(answer.apply(USUAL));

        assertTrue(isWhole(seen.seen(STRANGE).orElseThrow()), what);
        assertOthersAreWhole(seen);
    }

    static Stream<Arguments> filesThatCannotBeRead() {
        return Stream.of(
                Arguments.of("scope: gr\u00fcn", StandardCharsets.ISO_8859_1.name(), Unread.FILE_NOT_UTF8),
                Arguments.of("scope: [", "UTF-8", Unread.FILE_NOT_YAML),
                Arguments.of("- scope", "UTF-8", Unread.FILE_NOT_YAML),
                Arguments.of("", "UTF-8", Unread.FILE_NOT_YAML),
                Arguments.of("[".repeat(100_000), "UTF-8", Unread.FILE_NOT_YAML),
                Arguments.of("# ".repeat(1_000_000), "UTF-8", Unread.FILE_TOO_LARGE));
    }

    @ParameterizedTest
    @MethodSource("filesThatCannotBeRead")
    void aFileThatCannotBeReadIsThereOnANodeThatIsSeen(String file, String charset, Unread cause) throws IOException {
        byte[] answer = USUAL.replace("@", TOKEN).replace("scope: pay", file).getBytes(charset);

        ClusterObservation seen = observe(answer);

        NodeSeen node = seen.seen(STRANGE).orElseThrow();
        assertTrue(node.file().orElseThrow().unread().orElseThrow().is(cause), node.file()::toString);
        assertEquals(Optional.empty(), node.file().orElseThrow().tree());
        assertTrue(node.member().isPresent());
        assertOthersAreWhole(seen);
    }

    @Test
    void aFaultOfOurOwnCostsThatNodeAlone() {
        ScriptNodeReader usual = reader(USUAL.replace("@", TOKEN).getBytes(StandardCharsets.UTF_8));
        Observer observer = observer(node -> {
            if (node.name().equals(STRANGE)) {
                throw new IllegalStateException("planted");
            }
            return usual.read(node);
        });

        ClusterObservation seen = observer.observe(pay.definition(), Optional.empty());

        assertEquals(List.of(new Unseen(STRANGE, true, Unread.FAILED.with("said", "planted"))), seen.unseen());
        assertOthersAreWhole(seen);
    }

    @Test
    void onlyANodeThatDoesNotAnswerIsUnreachable() {
        Observer observer = observer(node -> {
            throw new UnreachableException(Unreached.NO_ROUTE.reason());
        });

        assertTrue(observer.observe(pay.definition(), Optional.empty()).unseen().stream()
                .noneMatch(Unseen::isReached));
    }

    private static Arguments strange(String what, UnaryOperator<String> answer) {
        return Arguments.of(what, answer);
    }

    private void assertOthersAreWhole(ClusterObservation seen) {
        for (String other : List.of("pay-1", "pay-3")) {
            assertTrue(isWhole(seen.seen(new NodeName(other)).orElseThrow()), other);
        }
        assertTrue(seen.topology().members().containsAll(List.of("pay-1", "pay-2", "pay-3")));
    }

    private static boolean isWhole(NodeSeen node) {
        return node.file().flatMap(file -> file.tree()).isPresent()
                && node.member().isPresent()
                && node.dynamic().equals(Optional.of(ConfigTree.of(Map.of("ttl", 30L))))
                && node.dataDirectory().controlData().containsKey("Database system identifier");
    }

    private ClusterObservation observe(String answer) {
        return observe(answer.replace("@", TOKEN).getBytes(StandardCharsets.UTF_8));
    }

    private ClusterObservation observe(byte[] answer) {
        ScriptNodeReader usual = reader(USUAL.replace("@", TOKEN).getBytes(StandardCharsets.UTF_8));
        ScriptNodeReader strange = reader(answer);
        return observer(node -> (node.name().equals(STRANGE) ? strange : usual).read(node))
                .observe(pay.definition(), Optional.empty());
    }

    private static Observer observer(dev.patrol.remote.NodeReader nodes) {
        return new Observer(
                nodes,
                (cluster, login) -> new DcsReading(Optional.empty(), Optional.empty(), Map.of()),
                new DirectThreads());
    }

    private static ScriptNodeReader reader(byte[] answer) {
        return new ScriptNodeReader(new NodeChannel() {
            @Override
            public Reply ask(NodeDefinition node, Request request, Duration limit) throws RemoteException {
                try {
                    return new ReplyReader(new ByteArrayInputStream(answer)).read(TOKEN);
                } catch (UnreadReply e) {
                    throw new RejectedException(e.reason());
                } catch (IOException e) {
                    throw new UnreachableException(Unreached.BROKEN.reason(), e);
                }
            }

            @Override
            public Duration usualLimit() {
                return Duration.ofSeconds(1);
            }
        });
    }
}
