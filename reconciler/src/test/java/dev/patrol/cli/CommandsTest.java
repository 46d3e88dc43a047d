package dev.patrol.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.patrol.cli.Console.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    @TempDir
    Path folder;

    private Console console;

    @BeforeEach
    void sitDown() {
        console = new Console(folder.resolve("state"));
    }

    @Test
    void validatePrintsEveryProblemWithItsPlaceAndEndsWithOne() {
        console.edit("layout: el", "layuot: el");
        console.edit("work_mem: 4MB", "port: 5433");

        Said said = console.type("validate");

        assertEquals(ExitCode.ERROR, said.exitCode());
        assertTrue(said.out().contains("clusters/pay.yaml:2:1: "), said.out());
        assertTrue(said.out().contains("did you mean 'layout'?"), said.out());
        assertTrue(said.out().lines().count() >= 2, said.out());
    }

    @Test
    void serveRefusesToBeLimitedSinceItWouldNotBe() {
        Said said = console.type("serve", "--cluster", "pay");

        assertEquals(ExitCode.ERROR, said.exitCode());
        assertTrue(said.err().contains("leave --cluster and --node out"), said.err());
    }

    @Test
    void validateOfGoodDefinitionsPrintsNothingOnStdout() {
        Said said = console.type("validate");

        assertEquals(ExitCode.OK, said.exitCode());
        assertEquals("", said.out());
    }

    @Test
    void validateInJsonNamesFileLineAndColumn() {
        console.edit("layout: el", "layuot: el");

        JsonObject document = json(console.type("validate", "--format", "json").out());

        JsonObject problem = document.getAsJsonArray("problems").get(0).getAsJsonObject();
        assertEquals("clusters/pay.yaml", problem.get("file").getAsString());
        assertEquals("error", problem.get("severity").getAsString());
        assertTrue(problem.get("line").getAsInt() > 0);
    }

    @Test
    void validateOfOneClusterIsSilentAboutTheOthers() {
        console.files.put("clusters/bad.yaml", "cluster: bad\nnonsense: 1\n");

        Said good = console.type("validate", "--cluster", "pay");
        Said bad = console.type("validate", "--cluster", "bad");

        assertEquals(new Said(ExitCode.OK, "", "1 cluster(s), 0 error(s), 0 warning(s)\n"), good);
        assertEquals(ExitCode.ERROR, bad.exitCode());
        assertTrue(bad.out().contains("clusters/bad.yaml:2:1: "), bad.out());
    }

    @Test
    void validateOfOneClusterShowsMistakesOfTheFleet() {
        console.files.put("fleet.yaml", "nonsense: 1\n");

        Said said = console.type("validate", "--cluster", "pay");

        assertEquals(ExitCode.ERROR, said.exitCode());
        assertTrue(said.out().contains("fleet.yaml:1:1: "), said.out());
    }

    @Test
    void validateOfAClusterThatIsNotThereSaysSo() {
        Said said = console.type("validate", "--cluster", "pya");

        assertEquals(ExitCode.ERROR, said.exitCode());
        assertTrue(said.err().contains("no cluster 'pya' in this revision"), said.err());
    }

    @Test
    void renderOfAGoodClusterDoesNotMindABrokenOne() {
        console.files.put("clusters/bad.yaml", "cluster: bad\nnonsense: 1\n");
        Path good = folder.resolve("good");
        Path all = folder.resolve("all");

        Said one = console.type("render", "--cluster", "pay", "--with-secrets", "--output", good.toString());
        Said explained = console.type("render", "--cluster", "pay", "--explain", "scope");
        Said both = console.type("render", "--with-secrets", "--output", all.toString());

        assertEquals(ExitCode.OK, one.exitCode(), one.err());
        assertTrue(Files.exists(good.resolve("pay/pg1.yaml")));
        assertEquals(ExitCode.OK, explained.exitCode(), explained.err());
        assertEquals(ExitCode.ERROR, both.exitCode());
        assertTrue(both.err().contains("clusters/bad.yaml:2:1: "), both.err());
        assertTrue(Files.exists(all.resolve("pay/pg1.yaml")));
    }

    @Test
    void renderMasksSecretsUnlessTheyAreAskedFor() throws IOException {
        Said said = console.type("render", "--output", folder.resolve("masked").toString());

        assertEquals(ExitCode.OK, said.exitCode());
        String text = Files.readString(folder.resolve("masked/pay/pg1.yaml"));
        assertTrue(text.contains("password: '***'"), text);
        assertFalse(text.contains(Console.PASSWORD));
        assertTrue(Files.exists(folder.resolve("masked/pay/dynamic.json")));
    }

    @Test
    void renderExplainsWhereAValueCameFrom() {
        Said said = console.type("render", "--explain", "postgresql.parameters.work_mem");

        assertEquals(ExitCode.OK, said.exitCode());
        assertTrue(
                said.out()
                        .matches("(?s)pay\n  DCS  postgresql.parameters.work_mem: 4MB  <- cluster,"
                                + " clusters/pay.yaml:\\d+:\\d+\n.*"),
                said.out());
        JsonObject document = json(
                console.type("render", "--format=json", "--explain", "scope").out());
        assertEquals(
                "cluster",
                document.getAsJsonArray("values")
                        .get(0)
                        .getAsJsonObject()
                        .get("level")
                        .getAsString());
    }

    @Test
    void renderOfAClusterThatIsNotThereSaysSo() {
        Said said = console.type("render", "--cluster", "pya");

        assertEquals(ExitCode.ERROR, said.exitCode());
        assertTrue(said.err().contains("no cluster 'pya' in this revision"), said.err());
    }

    @Test
    void renderExplainsNoPasswordAndNoUnknownKey() {
        Said all = console.type("render", "--explain", "");
        Said unknown = console.type("render", "--explain", "postgresql.parameters.work");

        assertFalse(all.out().contains(Console.PASSWORD), all.out());
        assertEquals(ExitCode.ERROR, unknown.exitCode());
        assertEquals("no file that Patrol renders has the key 'postgresql.parameters.work'\n", unknown.err());
    }

    @Test
    void filesWithSecretsCanBeReadByTheirOwnerAlone() throws IOException {
        console.type(
                "render", "--with-secrets", "--output", folder.resolve("open").toString());

        Path file = folder.resolve("open/pay/pg1.yaml");
        assertTrue(Files.readString(file).contains(Console.PASSWORD));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void secretsAreNotPrintedEvenWhenAskedFor() {
        Said said = console.type("render", "--with-secrets");

        assertEquals(ExitCode.ERROR, said.exitCode());
        assertTrue(said.err().contains("--output"), said.err());
    }

    @Test
    void planOfANewClusterShowsThePrimaryFirstAndEndsWithTwo() {
        Said said = console.type("plan");

        assertEquals(ExitCode.DIFFERS, said.exitCode());
        assertTrue(
                said.out().indexOf("start Patroni, becomes the primary")
                        < said.out().indexOf("start Patroni, becomes a replica"),
                said.out());
        assertEquals(List.of(), console.cluster.calls);
    }

    @Test
    void applyStartsTheClusterAndTheNextPlanIsEmpty() {
        Said applied = console.type("apply");
        Said planned = console.type("plan");

        assertEquals(ExitCode.OK, applied.exitCode(), applied.out());
        assertEquals(ExitCode.OK, planned.exitCode(), planned.out());
        assertTrue(planned.out().contains("nothing to do"), planned.out());
    }

    @Test
    void aClusterThatOnlyLagsBehindACommitIsOutOfDate() {
        console.type("apply");
        console.edit("max_connections: 100", "max_connections: 200");

        String said = console.type("plan").out();

        assertTrue(said.startsWith("pay  01234567 → 11234567  out of date\n  changes:\n"), said);
        assertFalse(said.contains("drift"), said);
    }

    @Test
    void whatSomebodyChangedIsDriftBesideACommitToo() {
        console.type("apply");
        console.edit("max_connections: 100", "max_connections: 200");
        console.cluster.node("pg2").file = console.cluster.node("pg2").file.map(text -> text + "log: {level: DEBUG}\n");

        String said = console.type("plan").out();

        assertTrue(said.startsWith("pay  01234567 → 11234567  drifted\n  changes:\n"), said);
        assertTrue(said.matches("(?s).*  drift:\n    pg2  - log.level: DEBUG.*"), said);
    }

    @Test
    void aSecretThatChangedIsNoEditWhereNobodyCanSayWhenTheFileChanged() {
        console.type("apply");
        console.password = "another-password";

        String said = console.type("plan").out();

        assertTrue(said.startsWith("pay  01234567  out of date\n"), said);
        assertFalse(said.contains("drift"), said);
    }

    @Test
    void aRestartIsPlannedReplicasFirstAndSaidToBeOne() {
        console.type("apply");
        console.edit("max_connections: 100", "max_connections: 200");

        Said said = console.type("plan");

        assertEquals(ExitCode.DIFFERS, said.exitCode());
        assertTrue(
                said.out()
                        .contains(
                                "~ postgresql.parameters.max_connections: 100 → 200  [restart: pg_settings says 'postmaster']"),
                said.out());
        assertTrue(
                Pattern.compile("pg2 +restart PostgreSQL.*\n.*pg1 +restart PostgreSQL")
                        .matcher(said.out())
                        .find(),
                said.out());
        assertTrue(said.out().contains("2 of them restart PostgreSQL"), said.out());
    }

    @Test
    void planInJsonListsStepsWithTheirChanges() {
        console.type("apply");
        console.edit("work_mem: 4MB", "work_mem: 8MB");

        JsonObject cluster = onlyCluster(console.type("plan", "--format", "json"));

        assertEquals("out_of_date", cluster.get("outcome").getAsString());
        JsonArray steps = cluster.getAsJsonArray("steps");
        JsonObject last = steps.get(steps.size() - 1).getAsJsonObject();
        assertEquals("change_dynamic", last.get("kind").getAsString());
        JsonObject change = last.getAsJsonArray("changes").get(0).getAsJsonObject();
        assertEquals("postgresql.parameters.work_mem", change.get("key").getAsString());
        assertEquals("8MB", change.get("after").getAsString());
        assertEquals("reload", change.get("effect").getAsString());
    }

    @Test
    void aSwitchoverIsPlannedByNameAndALeaderThatWaitsSaysUntilWhen() {
        console.type("apply");
        console.edit("max_connections: 100", "max_connections: 200");
        console.edit("layout: el", "layout: el\nrestarts: {leader: switchover, replicas: any_time}");

        String text = console.type("plan").out();
        JsonArray steps = onlyCluster(console.type("plan", "--format", "json")).getAsJsonArray("steps");
        console.edit("layout: el", "layout: el\nmaintenance: {allow: [{schedule: '0 2 * * sat', duration: 4h}]}");
        JsonObject waiting = onlyCluster(console.type("plan", "--format", "json"));

        assertTrue(text.contains("switch over to "), text);
        JsonObject last = steps.get(steps.size() - 1).getAsJsonObject();
        assertEquals("switchover", last.get("kind").getAsString());
        assertTrue(text.contains("switch over to " + last.get("candidate").getAsString()), text);
        JsonObject obstacle = waiting.getAsJsonArray("obstacles").get(0).getAsJsonObject();
        assertEquals(
                "the leader waits for its maintenance window, which opens Sat 2026-01-03 02:00 UTC",
                obstacle.getAsJsonObject("reason").get("text").getAsString());
        assertEquals("2026-01-03T02:00:00Z", obstacle.get("until").getAsString());
    }

    @Test
    void planInMarkdownFoldsTheDetails() {
        Said said = console.type("plan", "--format", "markdown");

        assertTrue(said.out().contains("<details><summary><b>pay</b>"), said.out());
        assertTrue(said.out().contains("pg1  create Patroni's file"), said.out());
    }

    @Test
    void noOutputHoldsAPassword() {
        console.type("apply");
        console.cluster.node("pg2").file =
                console.cluster.node("pg2").file.map(text -> text.replace(Console.PASSWORD, "hunter2-old-password"));

        for (String format : List.of("text", "json", "markdown")) {
            String out = console.type("plan", "--format", format).out();
            assertTrue(out.contains("***"), out);
            assertFalse(out.contains("hunter2"), out);
            assertFalse(out.contains(Console.PASSWORD), out);
        }
    }

    @Test
    void validateWordsWhatAPgHbaShutsOut() {
        console.edit("layout: el", "layout: el\nraw: {local: {postgresql: {pg_hba: ['host all all all md5']}}}");

        Said said = console.type("validate");

        assertTrue(said.out().contains(" shuts out replication of "), said.out());
        assertEquals(ExitCode.ERROR, said.exitCode());
    }

    @Test
    void anUnreachableNodeMakesThePlanIncomplete() {
        console.type("apply");
        console.cluster.node("pg2").reachable = false;

        Said said = console.type("plan");

        assertEquals(ExitCode.INCOMPLETE, said.exitCode());
        assertTrue(said.out().contains("node 'pg2' is unreachable"), said.out());
        assertTrue(said.out().contains("could not be fully evaluated"), said.out());
    }

    @Test
    void aBrokenDefinitionCostsOnlyItself() {
        console.files.put("clusters/bad.yaml", "cluster: bad\nnonsense: 1\n");

        Said said = console.type("apply");

        assertEquals(ExitCode.INCOMPLETE, said.exitCode());
        assertTrue(said.out().contains("clusters/bad.yaml:2:1"), said.out());
        assertTrue(said.out().contains("pay  changed"), said.out());
    }

    @Test
    void aRunThatIsLimitedToANodeDoesNotSplitTheFirstStart() {
        Said said = console.type("apply", "--node", "pg2");

        assertEquals(ExitCode.INCOMPLETE, said.exitCode());
        assertEquals(List.of(), console.cluster.calls);
    }

    @Test
    void aMistypedClusterIsAnErrorAndNotSuccess() {
        Said said = console.type("plan", "--cluster", "pya");

        assertEquals(ExitCode.ERROR, said.exitCode());
        assertTrue(said.err().contains("no cluster 'pya'"), said.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "apply"})
    void aTextfileThatCannotBeWrittenIsToldAfterTheResults(String command) {
        console.unexported = Optional.of("cannot write the metrics to 'x.prom': it is full");

        Said said = console.type(command);

        assertEquals(ExitCode.ERROR, said.exitCode());
        assertTrue(said.out().contains("pay"), said.out());
        assertEquals("cannot write the metrics to 'x.prom': it is full\n", said.err());
    }

    @Test
    void statusTellsTheLastOutcomeOfEveryCluster() {
        assertEquals(ExitCode.DIFFERS, console.type("status").exitCode());
        console.type("apply");

        Said said = console.type("status");
        JsonObject cluster = onlyCluster(console.type("status", "--format", "json"));

        assertEquals(ExitCode.OK, said.exitCode(), said.out());
        assertTrue(said.out().contains("pay  changed  01234567"), said.out());
        assertEquals("0123456789abcdef", cluster.get("applied_revision").getAsString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plan                   | par | --cluster: no cluster 'par' in this revision; did you mean 'pay'?
            plan                   | web | --cluster: no cluster 'web' in this revision; there are pay
            render --explain scope | web | --cluster: no cluster 'web' in this revision; there are pay
            status                 | par | --cluster: no cluster 'par' in any pass so far; did you mean 'pay'?
            status                 | web | --cluster: no cluster 'web' in any pass so far; there are pay
            """)
    void anUnknownClusterIsAnErrorThatNamesThoseThereAre(String command, String cluster, String message) {
        console.type("apply");

        Said said = console.type((command + " --cluster " + cluster).split(" "));

        assertEquals(ExitCode.ERROR, said.exitCode());
        assertEquals(message, said.err().strip());
        assertEquals("", said.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "apply", "render", "render --explain scope", "validate"})
    void anUnknownNodeIsAnErrorThatNamesThoseThereAre(String command) {
        Said near = console.type((command + " --node pg9").split(" "));
        Said far = console.type((command + " --cluster pay --node standby").split(" "));

        assertEquals(ExitCode.ERROR, near.exitCode());
        assertEquals(
                "--node: no node 'pg9' in this revision; did you mean 'pg1'?",
                near.err().strip());
        assertEquals(
                "--node: no node 'standby' in the clusters that --cluster names; there are pg1, pg2",
                far.err().strip());
    }

    @Test
    void planLeavesNoTraceInTheStateFolder() {
        console.type("plan");

        assertFalse(Files.exists(folder.resolve("state")));
    }

    @Test
    void unknownFormatsAndOptionsAreErrorsWithTheWayOut() {
        Said format = console.type("plan", "--format", "xml");
        Said option = console.type("plan", "--clutser", "pay");

        assertEquals(ExitCode.ERROR, format.exitCode());
        assertTrue(format.err().contains("text, json, markdown"), format.err());
        assertEquals(ExitCode.ERROR, option.exitCode());
    }

    private static JsonObject onlyCluster(Said said) {
        JsonElement cluster = json(said.out()).getAsJsonArray("clusters").get(0);
        return cluster.getAsJsonObject();
    }

    private static JsonObject json(String text) {
        return new Gson().fromJson(text, JsonObject.class);
    }
}
