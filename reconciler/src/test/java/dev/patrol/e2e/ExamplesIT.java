package dev.patrol.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.patrol.definition.RepositoryFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is rendered from the examples, before the eyes of Patroni's checker and of its YAML reader. */
@Tag("quick-bookworm")
class ExamplesIT {
    // The etcd of the examples is not there, the node's own ports are taken, and Patroni 3 asks for what nothing needs.
    private static final Pattern FALSE_ALARM =
            Pattern.compile("etcd3?\\.hosts?\\b.* (is not reachable'?|.*Temporary failure in name resolution)"
                    + "|(postgresql|restapi)\\.listen .*already in use.*"
                    + "|(bootstrap\\.(pg_hba|initdb)|postgresql\\.authentication\\.rewind) +is not defined\\.");

    private static final String READ_BACK = "--- read back";

    private static final Pattern SECRETS_FILE = Pattern.compile("file: (secrets/[a-z]+\\.yaml)");

    private Stage stage;

    @BeforeEach
    void aRunningCluster() {
        stage = Stage.running();
    }

    @Test
    void theFileOfARunningNodeReadsBackAsRenderedThroughPatronisReader() {
        // So that every file is written: one that says what Git wants may lack the tag, or have other marks of
        // Patrol's.
        stage.definitions().setKey("tags", "{purpose: reading}");
        stage.patrol().apply(0);
        JsonObject wanted = trees(stage.patrol()).getAsJsonObject("demo");
        for (String node : Nodes.NAMES) {
            JsonElement read = JsonParser.parseString(
                    stage.nodes().on(node, readByPython(stage.nodes().configFile())));
            read.getAsJsonObject().getAsJsonObject("tags").remove("patrol");

            assertEquals(Program.SUPERUSER_PASSWORD, password(read, "superuser"));
            assertEquals(Program.REPLICATION_PASSWORD, password(read, "replication"));
            assertEquals(wanted.getAsJsonObject("nodes").get(node), masked(read));
        }
    }

    @Test
    void patroniAcceptsEveryExample() {
        for (String example : RepositoryFiles.examples()) {
            Path folder = Stage.newFolder();
            Definitions examples =
                    Definitions.copyOf(Nodes.ROOT.resolve("examples").resolve(example), folder.resolve("git"));
            RepositoryFiles.example(example)
                    .texts()
                    .values()
                    .forEach(text -> SECRETS_FILE
                            .matcher(text)
                            .results()
                            .forEach(file -> examples.write(
                                    file.group(1), "{superuser: a, replication: b, rewind: c, etcd: d, restapi: e}")));
            Program patrol = stage.patrol(Program.Access.to(stage.nodes().lab()), examples);
            patrol.run("render", "--with-secrets", "--output=" + folder.resolve("out"))
                    .expect(0);
            JsonObject clusters = trees(patrol);
            for (String cluster : clusters.keySet()) {
                JsonObject nodes = clusters.getAsJsonObject(cluster).getAsJsonObject("nodes");
                nodes.entrySet()
                        .forEach(node -> assertAccepted(
                                folder.resolve("out").resolve(cluster).resolve(node.getKey() + ".yaml"), node));
            }
        }
    }

    private void assertAccepted(Path file, Map.Entry<String, JsonElement> node) {
        String said = stage.nodes()
                .on(
                        "pg1",
                        layOut(node.getValue().getAsJsonObject().getAsJsonObject("postgresql"))
                                + """
                        base64 -d <<<%s >/run/example.yml
                        chown postgres: /run/example.yml
                        runuser -u postgres -- patroni --validate-config /run/example.yml 2>&1 || true
                        echo %s
                        %s
                        """.formatted(base64(file), READ_BACK, readByPython("/run/example.yml")));
        String[] answers = said.split("(?m)^" + READ_BACK + "$");
        JsonElement read = JsonParser.parseString(answers[1]);

        List<String> complaints = answers[0]
                .lines()
                .filter(line -> !FALSE_ALARM.matcher(line).matches())
                .toList();
        assertEquals(List.of(), complaints, file::toString);
        assertEquals(node.getValue(), masked(read), file::toString);
    }

    /** Gives the node the folders of the example's layout, with the PostgreSQL that it has. */
    private String layOut(JsonObject postgresql) {
        return """
                if [ ! -e %1$s ]; then mkdir -p $(dirname %1$s); ln -s /usr/lib/postgresql/%2$s/bin %1$s; fi
                if [ ! -e %3$s ]; then install -d -o postgres -g postgres -m 700 %3$s; fi
                """.formatted(
                        postgresql.get("bin_dir").getAsString(),
                        stage.nodes().suite().postgresql(),
                        postgresql.get("data_dir").getAsString());
    }

    private static String base64(Path file) {
        return Base64.getEncoder().encodeToString(Definitions.readFile(file).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject trees(Program patrol) {
        Run run = patrol.run("render", "--format=json").expect(0);
        assertTrue(!run.said().contains(Program.SUPERUSER_PASSWORD), "secrets are masked");
        return JsonParser.parseString(run.out()).getAsJsonObject();
    }

    private static String readByPython(String path) {
        return "python3 -c 'import json, yaml; print(json.dumps(yaml.safe_load(open(\\\"%s\\\", encoding=\\\"utf-8\\\"))))'"
                .replace("\\\"", "\"")
                .formatted(path);
    }

    private static String password(JsonElement tree, String user) {
        return tree.getAsJsonObject()
                .getAsJsonObject("postgresql")
                .getAsJsonObject("authentication")
                .getAsJsonObject(user)
                .get("password")
                .getAsString();
    }

    /** The same with every password as {@code render} shows it. */
    private static JsonElement masked(JsonElement tree) {
        if (tree.isJsonObject()) {
            JsonObject copy = new JsonObject();
            tree.getAsJsonObject()
                    .entrySet()
                    .forEach(entry -> copy.add(
                            entry.getKey(),
                            entry.getKey().equals("password")
                                    ? JsonParser.parseString("\"***\"")
                                    : masked(entry.getValue())));
            return copy;
        }
        if (tree.isJsonArray()) {
            JsonArray copy = new JsonArray();
            tree.getAsJsonArray().forEach(item -> copy.add(masked(item)));
            return copy;
        }
        return tree;
    }
}
