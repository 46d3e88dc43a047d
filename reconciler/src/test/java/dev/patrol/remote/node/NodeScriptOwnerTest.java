package dev.patrol.remote.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.remote.node.Request.Verb;
import dev.patrol.yaml.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** As whom the script runs what. */
@ParameterizedClass
@MethodSource("dev.patrol.remote.node.NodeShell#shells")
final class NodeScriptOwnerTest {
    private static final String SHA256_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Parameter
    String shell;

    @TempDir
    Path folder;

    @Test
    void programsThatADefinitionNamesAreRunAsPostgres() throws IOException {
        Path named = folder.resolve("named");
        for (String name : List.of("pg_controldata", "psql", "postgres", "patroni", "patronictl")) {
            NodeShell.program(
                    named.resolve(name),
                    "#!/bin/sh\necho \"${0##*/} as ${RUN_AS:-root}\" >>'" + folder.resolve("who") + "'\n");
        }
        try (NodeShell node = new NodeShell(folder, shell)) {
            for (Request request : everything(named)) {
                node.ask(request);
            }
        }

        assertEquals(
                Set.of(
                        "pg_controldata as postgres",
                        "psql as postgres",
                        "postgres as postgres",
                        "patroni as postgres",
                        "patronictl as postgres"),
                Set.copyOf(Files.readAllLines(folder.resolve("who"))));
    }

    private List<Request> everything(Path named) throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data);
        Files.writeString(data.resolve("PG_VERSION"), "17\n");
        Files.writeString(data.resolve("postmaster.pid"), "42\n" + data + "\n1795591509\n5433\n/run/pg\n*\n");
        String file = folder.resolve("patroni.yml").toString();
        String place = data.toString();
        String bin = named.toString();
        return List.of(
                Request.of(Verb.OBSERVE, file, place, bin, "http://127.0.0.1:1", "patroni"),
                Request.of(Verb.SETTINGS, place, bin),
                Request.of(Verb.TRY_SETTINGS, place, bin),
                Request.of(Verb.CHECKPOINT, place, bin, "9"),
                Request.of(Verb.RESET_PARAMETERS, place, bin, "9", "work_mem"),
                new Request(
                        Verb.STAGE, List.of(file, "absent", SHA256_OF_NOTHING, "9", bin + "/patroni"), new Secret("")),
                Request.of(Verb.RESTART, file, "pay", "pay-1", "9", bin + "/patronictl"));
    }
}
