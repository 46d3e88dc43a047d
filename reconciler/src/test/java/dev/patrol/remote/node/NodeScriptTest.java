package dev.patrol.remote.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.node.Request.Verb;
import dev.patrol.yaml.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script sees, and what it does with services. */
@ParameterizedClass
@MethodSource("dev.patrol.remote.node.NodeShell#shells")
final class NodeScriptTest {
    @Parameter
    String shell;

    @TempDir
    Path folder;

    private NodeShell node;
    private Path file;
    private Path data;

    @BeforeEach
    void freshNode() throws IOException, RejectedException {
        node = new NodeShell(folder, shell);
        file = folder.resolve("patroni.yml");
        data = folder.resolve("my data");
    }

    @AfterEach
    void hangUp() throws IOException, RejectedException {
        node.close();
    }

    @Test
    void aFileIsShownByteForByteWithModeAndOwner() throws IOException, RejectedException {
        String text = "0123456789abcdef0123456789abcdef\n\nscope: x\n\n\n";
        Files.writeString(file, text);

        Reply.Section shown = observe("http://127.0.0.1:1").require("file");

        assertEquals("present", shown.word(0));
        assertTrue(shown.word(1).matches("[0-7]{3}"), shown.word(1));
        assertTrue(shown.word(2).matches(".+:.+"), shown.word(2));
        assertEquals(text, shown.text());
    }

    @Test
    void nothingThereIsToldAsAbsent() throws IOException, RejectedException {
        Reply reply = observe("http://127.0.0.1:1");

        assertEquals(0, reply.status(), reply.error());
        assertEquals("absent", reply.require("file").word(0));
        assertEquals("absent", reply.require("data").word(0));
        assertEquals("absent", reply.require("server").text());
    }

    @Test
    void aLinkThatLeadsNowhereIsAFileThatCannotBeReadNotAnAbsentOne() throws IOException, RejectedException {
        Files.createSymbolicLink(file, folder.resolve("nowhere"));

        Reply reply = observe("http://127.0.0.1:1");

        assertEquals(0, reply.status());
        assertEquals("unreadable", reply.require("file").word(0));
        assertTrue(reply.require("file").text().contains("No such file"), reply::toString);
    }

    @Test
    void aFolderInPlaceOfTheFileCannotBeRead() throws IOException, RejectedException {
        Files.createDirectories(file);

        assertEquals("unreadable", observe("http://127.0.0.1:1").require("file").word(0));
    }

    @Test
    void aNameThatNoUnitCanHaveIsOneThatSystemdDoesNotKnow() throws IOException, RejectedException {
        node.command(
                "systemctl",
                "case $* in *postgresql*) echo 'Failed to get properties: Unit name x.service is neither a valid invocation"
                        + " ID nor unit name.' >&2; exit 1 ;; *) echo LoadState=loaded; echo ActiveState=active ;; esac");

        Reply reply = observe("http://127.0.0.1:1");

        assertEquals(0, reply.status(), reply.error());
        assertEquals(
                List.of("LoadState=loaded", "ActiveState=active", "", "LoadState=not-found"),
                reply.require("units").lines());
    }

    @Test
    void aSystemdThatDoesNotAnswerIsAnErrorAndNoUnknownUnit() throws IOException, RejectedException {
        node.command("systemctl", "echo 'System has not been booted with systemd as init system' >&2; exit 1");

        Reply reply = observe("http://127.0.0.1:1");

        assertEquals(1, reply.status());
        assertTrue(reply.error().contains("not been booted"), reply.error());
    }

    @Test
    void hiddenFilesAndLostAndFoundLeaveADataDirectoryEmptyAsPatroniSeesIt() throws IOException, RejectedException {
        Files.createDirectories(data.resolve("lost+found"));
        Files.writeString(data.resolve(".bash_history"), "");
        assertEquals("empty", observe("http://127.0.0.1:1").require("data").word(0));

        Files.writeString(data.resolve("something"), "");
        assertEquals("occupied", observe("http://127.0.0.1:1").require("data").word(0));
    }

    @Test
    void anInitialisedDataDirectoryShowsItsControlData() throws IOException, RejectedException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("PG_VERSION"), "17\n");
        node.command("pg_controldata", "echo 'Database system identifier:           7300'");

        Reply.Section shown = observe("http://127.0.0.1:1").require("data");

        assertEquals("initialised", shown.word(0));
        assertEquals(List.of("Database system identifier:           7300"), shown.lines());
        assertTrue(node.calls().contains("pg_controldata -D " + data), node.calls()::toString);
    }

    @Test
    void unitsAreAskedForInOneCall() throws IOException, RejectedException {
        node.command("systemctl", "printf 'LoadState=loaded\\nActiveState=active\\n\\nLoadState=not-found\\n'");

        Reply reply = observe("http://127.0.0.1:1");

        assertEquals(4, reply.require("units").lines().size());
        assertEquals(
                List.of("systemctl show --property=LoadState,ActiveState,UnitFileState,MainPID,"
                        + "ExecMainStartTimestampMonotonic -- patroni postgresql"),
                node.calls().stream().filter(call -> call.contains("LoadState")).toList());
    }

    @Test
    void variablesThatMayHoldASecretGoWithoutTheirValue() throws IOException, RejectedException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "60");
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATRONI_SCOPE", "pay",
                        "PATRONI_ETCD3_KEY", "/etc/etcd.key",
                        "PATRONI_POSTGRESQL_PGPASS", "/var/lib/pgpass",
                        "PATRONI_RESTAPI_KEYFILE_PASSWORD", "hidden",
                        "PATRONI_SUPERUSER_PASSWORD", "hidden\nPATRONI_HIDDEN=too",
                        "PATRONI_ETCD3_URL", "http://patrol:hid/den@10.0.0.9:2379",
                        "HOME", "/root"));
        Process patroni = builder.start();
        try {
            node.command("systemctl", "echo LoadState=loaded; echo MainPID=" + patroni.pid());

            List<String> shown = List.of(observe("http://127.0.0.1:1")
                    .require("process")
                    .text()
                    .strip()
                    .split("\0"));

            assertEquals(
                    Set.of(
                            "PATRONI_SCOPE=pay",
                            "PATRONI_ETCD3_KEY=/etc/etcd.key",
                            "PATRONI_POSTGRESQL_PGPASS=/var/lib/pgpass",
                            "PATRONI_RESTAPI_KEYFILE_PASSWORD",
                            "PATRONI_SUPERUSER_PASSWORD",
                            "PATRONI_ETCD3_URL"),
                    Set.copyOf(shown));
        } finally {
            patroni.destroyForcibly();
        }
    }

    @Test
    void aRestApiThatListensElsewhereIsFoundByItsProcess() throws IOException, RejectedException {
        node.command("systemctl", "case \"$*\" in *MainPID*) echo 4711 ;; *) echo LoadState=loaded ;; esac");
        try (RestServer server = new RestServer()) {
            String port = server.url().replaceFirst(".*:", "");
            node.command(
                    "ss",
                    "echo 'LISTEN 0      128      127.0.0.1:5432       0.0.0.0:*    users:((\"postgres\",pid=4712,fd=7))'\n"
                            + "echo 'LISTEN 0      5          0.0.0.0:" + port
                            + "       0.0.0.0:*    users:((\"patroni\",pid=4711,fd=7))'");

            Reply reply = observe("http://127.0.0.1:1");

            assertEquals(server.url(), reply.require("place").word(0));
            assertTrue(answers(reply).contains("/patroni 200 {\"state\": \"running\"}"), () -> answers(reply));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "python3"})
    void whatElseListensWherePatroniIsToListenIsNotTakenForIt(String asking) throws IOException, RejectedException {
        if (asking.equals("python3")) {
            node.lacks("curl");
        }
        node.command("systemctl", "case \"$*\" in *MainPID*) echo 4711 ;; *) echo LoadState=loaded ;; esac");
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        other.start();
        try (RestServer server = new RestServer()) {
            String port = server.url().replaceFirst(".*:", "");
            node.command("ss", "echo 'LISTEN 0 5 0.0.0.0:" + port + " 0.0.0.0:* users:((\"patroni\",pid=4711,fd=7))'");

            Reply reply = observe("http://127.0.0.1:" + other.getAddress().getPort());

            assertEquals(server.url(), reply.require("place").word(0));
            assertTrue(answers(reply).contains("/patroni 200 {\"state\": \"running\"}"), () -> answers(reply));
        } finally {
            other.stop(0);
        }
    }

    @Test
    void theRestApiIsAskedByCurl() throws IOException, RejectedException {
        try (RestServer server = new RestServer()) {
            assertEquals(
                    "/patroni 200 {\"state\": \"running\"}\n|/config 404 |/cluster 503 DCS is not accessible|",
                    answers(observe(server.url())));
        }
    }

    @Test
    void whereThereIsNoCurlPythonAsks() throws IOException, RejectedException {
        node.lacks("curl");
        try (RestServer server = new RestServer()) {
            assertEquals(
                    "/patroni 200 {\"state\": \"running\"}\n|/config 404 |/cluster 503 DCS is not accessible|",
                    answers(observe(server.url())));
        }
    }

    private void serverListensIn(String sockets) throws IOException, RejectedException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("postmaster.pid"), "42\n" + data + "\n1795591509\n5433\n" + sockets + "\n*\n");
    }

    @Test
    void aGlanceAsksAllButTheServer() throws IOException, RejectedException {
        serverListensIn("/run/pg");
        node.command("psql", "cat >/dev/null; echo '{}'");
        try (RestServer server = new RestServer()) {
            Reply reply = look(Verb.GLANCE, server.url());

            assertEquals(
                    "/patroni 200 {\"state\": \"running\"}\n|/config 404 |/cluster 503 DCS is not accessible|",
                    answers(reply));
            assertEquals(Optional.empty(), reply.section("server"));
            assertTrue(node.calls().stream().noneMatch(call -> call.startsWith("psql")));
        }
    }

    @Test
    void whatPatroniHasAppliedIsShownAsItSavedIt() throws IOException, RejectedException {
        assertEquals(Optional.empty(), look(Verb.GLANCE, "http://127.0.0.1:1").section("applied"));

        Files.createDirectories(data);
        Files.writeString(data.resolve("patroni.dynamic.json"), "{\"ttl\": 30, \"x\": \"%p \\\\ '$(id)'\"}");

        assertEquals(
                "{\"ttl\": 30, \"x\": \"%p \\\\ '$(id)'\"}",
                look(Verb.GLANCE, "http://127.0.0.1:1").require("applied").text());
    }

    @Test
    void aRunningServerIsAskedOverItsOwnSocket() throws IOException, RejectedException {
        serverListensIn("/run/pg");
        node.command("psql", "cat >/dev/null; echo '{\"loaded\": 1}'");

        Reply.Section server = observe("http://127.0.0.1:1").require("server");

        assertEquals(List.of("status 0", "{\"loaded\": 1}"), server.lines());
        assertTrue(
                node.calls().contains("psql -XqAtw -v ON_ERROR_STOP=1 -h /run/pg -p 5433 -U postgres -d postgres -f -"),
                node.calls()::toString);
    }

    @Test
    void aServerThatDoesNotLetUsInIsTold() throws IOException, RejectedException {
        serverListensIn("/run/pg");
        node.command("psql", "cat >/dev/null; echo 'FATAL: no entry' >&2; exit 2");

        assertEquals(
                List.of("status 2", "FATAL: no entry"),
                observe("http://127.0.0.1:1").require("server").lines());
    }

    @Test
    void whereNoServerRunsNobodyIsAsked() throws IOException, RejectedException {
        assertEquals(
                List.of("absent"),
                observe("http://127.0.0.1:1").require("server").lines());
    }

    @Test
    void namesOfParametersReachTheServerAsData() throws IOException, RejectedException {
        serverListensIn("/run/pg");
        node.command("psql", "cat >/dev/null");

        Reply reply = node.ask(Request.of(
                Verb.RESET_PARAMETERS, data.toString(), folder.resolve("bin").toString(), "20", "work_mem", "$(id)"));

        assertEquals(0, reply.status(), reply.error());
        assertEquals(
                List.of("name=work_mem", "name=$(id)"),
                node.calls().stream()
                        .filter(call -> call.startsWith("psql") && call.contains("name="))
                        .map(call -> call.replaceAll(".*(name=\\S+).*", "$1"))
                        .toList());
    }

    @Test
    void aRestApiThatIsDownIsTold() throws IOException, RejectedException {
        Reply reply = observe("http://127.0.0.1:1");

        assertEquals(0, reply.status());
        assertTrue(reply.require("failure").text().contains("127.0.0.1 port 1"), reply::toString);
    }

    @Test
    void oneShellAnswersRequestAfterRequest() throws IOException, RejectedException {
        Files.writeString(file, "one");
        assertEquals("one", observe("http://127.0.0.1:1").require("file").text());

        Files.writeString(file, "two");
        assertEquals("two", observe("http://127.0.0.1:1").require("file").text());
    }

    @Test
    void commandsCannotEatRequests() throws IOException, RejectedException {
        node.command("systemctl", "cat");

        assertEquals(0, observe("http://127.0.0.1:1").status());
        assertEquals(0, observe("http://127.0.0.1:1").status());
    }

    @Test
    void aUnitThatAGeneratorStartsIsMasked() throws IOException, RejectedException {
        node.command(
                "systemctl", "case $* in *LoadState*) echo loaded ;; *UnitFileState*) echo enabled-runtime ;; esac");

        assertEquals(
                0,
                node.ask(Request.of(Verb.DISABLE_NATIVE, "postgresql@17-main")).status());

        assertEquals(
                List.of("systemctl disable -- postgresql@17-main", "systemctl mask -- postgresql@17-main"), changes());
    }

    @Test
    void aUnitThatDoesNotExistNeedsNoDisabling() throws IOException, RejectedException {
        node.command("systemctl", "echo not-found");

        assertEquals(0, node.ask(Request.of(Verb.DISABLE_NATIVE, "postgresql")).status());
        assertEquals(List.of(), changes());
    }

    @Test
    void startingReloadsSystemdAndForgetsFailuresOnlyWhereNeeded() throws IOException, RejectedException {
        node.command("systemctl", "case $* in *NeedDaemonReload*) echo no ;; is-failed*) exit 1 ;; esac");
        assertEquals(0, node.ask(Request.of(Verb.START, "patroni", "20")).status());
        assertEquals(List.of("systemctl enable --now -- patroni"), changes());

        node.command("systemctl", "case $* in *NeedDaemonReload*) echo yes ;; esac");
        assertEquals(0, node.ask(Request.of(Verb.START, "patroni", "20")).status());
        assertEquals(
                List.of(
                        "systemctl daemon-reload",
                        "systemctl reset-failed -- patroni",
                        "systemctl enable --now -- patroni"),
                changes().subList(1, 4));
    }

    @Test
    void aStartThatFailsTellsWhy() throws IOException, RejectedException {
        node.command("systemctl", "case $* in enable*) echo 'Unit patroni.service is masked.' >&2; exit 1 ;; esac");

        Reply reply = node.ask(Request.of(Verb.START, "patroni", "20"));

        assertEquals(1, reply.status());
        assertEquals("Unit patroni.service is masked.", reply.error());
    }

    @Test
    void namesThatLookLikeOptionsStayNames() throws IOException, RejectedException {
        node.command("patronictl", "echo 'Success: restart'");

        Reply reply = node.ask(Request.of(Verb.RESTART, "/etc/p.yml", "--all", "$(id)", "20", "patronictl"));

        assertEquals("Success: restart\n".strip(), reply.require("restarted").text());
        assertEquals(
                List.of("patronictl -c /etc/p.yml restart --pending --force -- --all $(id)"),
                node.calls().stream()
                        .filter(call -> call.startsWith("patronictl"))
                        .toList());
    }

    @Test
    void theServerIsAskedWhereItsPidFileSaysThatItListens() throws IOException, RejectedException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("postmaster.pid"), "4711\n" + data + "\n1700000000\n5433\n/run/pg\n*\n");
        node.command("psql", "cat >/dev/null; echo '{}'");

        Reply reply = node.ask(
                Request.of(Verb.SETTINGS, data.toString(), folder.resolve("bin").toString()));

        assertEquals(0, reply.status(), reply.error());
        assertEquals("{}", reply.require("settings").text());
        assertTrue(
                node.calls()
                        .toString()
                        .contains("psql -XqAtw -v ON_ERROR_STOP=1 -h /run/pg -p 5433 -U postgres -d postgres -f -"),
                node.calls()::toString);
    }

    @Test
    void aServerThatDoesNotRunCannotBeAsked() throws IOException, RejectedException {
        Files.createDirectories(data);

        Reply reply = node.ask(
                Request.of(Verb.SETTINGS, data.toString(), folder.resolve("bin").toString()));

        assertTrue(reply.status() != 0);
        assertTrue(reply.error().contains("postmaster.pid"), reply.error());
    }

    @Test
    void whatPsqlSaysWhenItFailsIsTold() throws IOException, RejectedException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("postmaster.pid"), "1\n2\n3\n4\n5\n6\n");
        node.command("psql", "cat >/dev/null; echo 'FATAL: role \"postgres\" does not exist' >&2; exit 2");

        Reply reply = node.ask(
                Request.of(Verb.SETTINGS, data.toString(), folder.resolve("bin").toString()));

        assertEquals(2, reply.status());
        assertTrue(reply.error().contains("does not exist"), reply.error());
    }

    @Test
    void newParametersAreTriedInMemoryAndOnNoCommandLine() throws IOException, RejectedException {
        node.command("postgres", "sed 's/^/LOG: /' \"${3#--config-file=}\"; exit 1");

        Reply reply = tried("archive_command = 'PW=hunter2 cp'\n");

        assertEquals("1", reply.require("tried").word(0));
        assertEquals(
                "LOG: archive_command = 'PW=hunter2 cp'", reply.require("tried").text());
        assertTrue(
                node.calls()
                        .toString()
                        .matches(".*postgres -D \\Q" + data + "\\E --config-file=/proc/self/fd/\\d+ -C .*"),
                node.calls()::toString);
        assertFalse(node.calls().toString().contains("hunter2"));
    }

    @Test
    void parametersThatPostgresTakesAreToldAsTaken() throws IOException, RejectedException {
        node.command("postgres", "echo 100");

        assertEquals("0", tried("work_mem = '4MB'\n").require("tried").word(0));
    }

    @Test
    void aMissingPythonIsAFailureAndNoVerdict() throws IOException, RejectedException {
        node.lacks("\"$1\"");

        Reply reply = tried("work_mem = '4MB'\n");

        assertEquals(127, reply.status());
        assertTrue(reply.error().contains("not found"), reply.error());
    }

    private Reply tried(String lines) throws IOException, RejectedException {
        List<String> arguments = List.of(data.toString(), folder.resolve("bin").toString());
        return node.ask(new Request(Verb.TRY_SETTINGS, arguments, new Secret(lines)));
    }

    @Test
    void aCheckpointGoesToTheSocketThatTheServerNames() throws IOException, RejectedException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("postmaster.pid"), "42\n/data\n1764000000\n5433\n/run/with space\n*\n");
        NodeShell.program(folder.resolve("bin/psql"), "#!/bin/sh\nprintf '<%s>' \"$@\" \"$(cat)\"; exit 2\n");

        Reply reply = node.ask(Request.of(
                Verb.CHECKPOINT, data.toString(), folder.resolve("bin").toString(), "20"));

        assertEquals("2", reply.require("checkpoint").word(0));
        assertEquals(
                "<-XqAtw><-v><ON_ERROR_STOP=1><-h></run/with space><-p><5433><-U><postgres><-d><postgres><-f><-><CHECKPOINT>",
                reply.require("checkpoint").text());
    }

    @Test
    void withoutAServerThereIsNoCheckpoint() throws IOException, RejectedException {
        Reply reply = node.ask(Request.of(Verb.CHECKPOINT, folder.toString(), folder.toString(), "20"));

        assertNotEquals(0, reply.status());
    }

    private Reply observe(String rest) throws IOException, RejectedException {
        return look(Verb.OBSERVE, rest);
    }

    private Reply look(Verb verb, String rest) throws IOException, RejectedException {
        return node.ask(Request.of(
                verb,
                file.toString(),
                data.toString(),
                folder.resolve("bin").toString(),
                rest,
                "patroni",
                "postgresql"));
    }

    private List<String> changes() {
        return node.calls().stream()
                .filter(call -> call.startsWith("systemctl"))
                .filter(call -> !call.contains("show") && !call.contains("is-failed"))
                .toList();
    }

    private static String answers(Reply reply) {
        return reply.sections().stream()
                .filter(section ->
                        section.name().equals("body") || section.name().equals("answered"))
                .map(section ->
                        section.name().equals("body") ? section.word(0) + " @" + section.text() : section.word(0))
                .collect(Collectors.joining(" | "))
                .replaceAll("@([^|]*) \\| (\\d+)(?: \\| )?", "$2 $1|");
    }

    private static final class RestServer implements AutoCloseable {
        private final HttpServer server;

        RestServer() throws IOException, RejectedException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            answer("/patroni", 200, "{\"state\": \"running\"}\n");
            answer("/config", 404, "");
            answer("/cluster", 503, "DCS is not accessible");
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        private void answer(String path, int status, String body) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            server.createContext(path, exchange -> {
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
