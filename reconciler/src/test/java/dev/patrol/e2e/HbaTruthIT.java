package dev.patrol.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import dev.patrol.hba.Connection;
import dev.patrol.hba.Connection.Tcp;
import dev.patrol.hba.HbaList;
import dev.patrol.hba.Roles;
import dev.patrol.hba.SslMode;
import dev.patrol.hba.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is said of a pg_hba list is what a real server does with it: random lists, each put in place, and real connections
 * by libpq from the machine itself and from another node.
 */
@Tag("proof")
class HbaTruthIT {
    private static final int LISTS = Integer.getInteger("patrol.hba.lists", 2_000);
    private static final long SEED = Long.getLong("patrol.hba.seed", 20_261_125L);
    private static final Map<String, String[]> ROLES = Map.of(
            "app", new String[] {"staff"},
            "web", new String[] {"crew", "staff"},
            "postgres", new String[0],
            "staff", new String[0],
            "replicator", new String[0]);

    private final Suite suite = Suite.ofThisRun();
    private final List<String> wrong = new ArrayList<>();
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private int allowed;

    /** A line of the script's. */
    private record Trial(List<String> lines, String error, List<Attempt> attempts) {}

    private record Attempt(
            String client, String user, String database, boolean replicates, String ssl, boolean connects) {}

    @Test
    void whatIsCalledSafeConnectsAndWhatIsCalledShutOutDoesNot() {
        Stage stage = Stage.running();
        List<Trial> trials = trials(stage.nodes());
        stage.clusterRuns();

        trials.forEach(trial -> judge(trial, stage.nodes()));

        System.out.println("pg_hba on " + suite + ": " + trials.size() + " lists, " + allowed + " connections let in, "
                + verdicts + ", wrong: " + wrong.size());
        assertEquals(LISTS, trials.size());
        assertEquals(List.of(), wrong);
        int all = verdicts.values().stream().mapToInt(Integer::intValue).sum();
        assertTrue(allowed > all / 6, "few connections were allowed: " + allowed + " of " + all);
        assertTrue(verdicts.get(Verdict.UNKNOWN) < all / 6, verdicts::toString);
    }

    /** Two servers at once: what costs time is one process for each connection. */
    private static List<Trial> trials(Nodes nodes) {
        String copy = "base64 -d <<<'%s' >/tmp/hba_truth.py"
                .formatted(Base64.getEncoder().encodeToString(script()));
        Nodes.NAMES.subList(0, 2).forEach(node -> nodes.on(node, copy));
        return Stream.of(0, 1)
                .parallel()
                .flatMap(server -> trials(nodes, server).stream())
                .toList();
    }

    private static List<Trial> trials(Nodes nodes, int server) {
        String as = "runuser -u postgres -- python3 /tmp/hba_truth.py ";
        int port = 5600 + 10 * server;
        nodes.on("pg2", "cd /tmp; setsid " + as + "serve " + port + " </dev/null >/dev/null 2>&1 &");
        String printed = nodes.on(
                "pg1",
                "cd /tmp; %s run /usr/lib/postgresql/%d/bin %d %d %s %s %d"
                        .formatted(
                                as,
                                nodes.suite().postgresql(),
                                LISTS / 2,
                                SEED + server,
                                nodes.address("pg1"),
                                nodes.address("pg2"),
                                port));
        Gson gson = new Gson();
        return printed.lines().map(line -> gson.fromJson(line, Trial.class)).toList();
    }

    private static byte[] script() {
        try (InputStream script = HbaTruthIT.class.getResourceAsStream("hba_truth.py")) {
            return script.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void judge(Trial trial, Nodes nodes) {
        HbaList list = HbaList.of(trial.lines(), suite.postgresql());
        boolean hasNoRule =
                list.unreadable().filter(fault -> fault.line().isEmpty()).isPresent();
        boolean isRead = trial.error().isEmpty();
        // An empty list is refused as well, which pg_hba_file_rules does not tell. One that is in doubt is never called
        // safe, whether it can be read or not.
        if (isRead == list.unreadable().isPresent()
                && !hasNoRule
                && list.doubt().isEmpty()) {
            wrong.add((isRead ? "read: " : trial.error() + ": ") + trial.lines() + ": " + list.unreadable());
        }
        if (isRead && list.unreadable().isEmpty()) {
            trial.attempts().forEach(attempt -> judge(trial, list, attempt, nodes));
        }
    }

    private void judge(Trial trial, HbaList list, Attempt attempt, Nodes nodes) {
        Connection connection = connection(attempt, nodes);
        SslMode mode = SslMode.valueOf(attempt.ssl().toUpperCase(Locale.ROOT));
        Verdict verdict = list.decide(connection, mode, true).verdict();
        verdicts.merge(verdict, 1, Integer::sum);
        allowed += attempt.connects() ? 1 : 0;
        boolean isWrong = verdict != Verdict.UNKNOWN && attempt.connects() != (verdict == Verdict.ALLOWED);
        if (isWrong) {
            wrong.add(verdict + ": " + attempt + " under " + String.join(" ⏎ ", trial.lines()));
        }
    }

    private static Connection connection(Attempt attempt, Nodes nodes) {
        boolean isServer = !attempt.client().equals(nodes.address("pg2"));
        Connection plain = attempt.client().isEmpty()
                ? Connection.socket(attempt.user(), attempt.database(), Optional.of("postgres"))
                : Connection.tcp(attempt.user(), attempt.database(), new Tcp(attempt.client(), isServer, false));
        Connection known = plain.with(Roles.of(ROLES.get(attempt.user())));
        return attempt.replicates() ? known.replicating() : known;
    }
}
