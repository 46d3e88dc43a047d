package dev.patrol.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.patrol.reconcile.Selection;
import dev.patrol.testing.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples in {@code json.md} are what Patrol prints. Scripts rely on every key in them: none goes or is renamed. */
class JsonDocumentTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("patrol.root", ".."), "reconciler/docs/json.md");
    private static final Gson PRETTY = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();
    private static final Pattern KEY_IN_TABLE = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

    @Test
    void validate() throws IOException {
        assertExample("validate", JsonView.validation(SampleResults.definitions()));
    }

    @Test
    void render() throws IOException {
        assertExample("render", JsonView.rendered(SampleResults.rendered(), Selection.ALL));
    }

    @Test
    void plan() throws IOException {
        assertExample("plan", JsonView.plan(SampleResults.planned()));
    }

    @Test
    void apply() throws IOException {
        assertExample("apply", JsonView.apply(SampleResults.applied()));
    }

    @Test
    void status() throws IOException {
        assertExample("status", JsonView.status(SampleResults.statuses()));
    }

    @Test
    void everyKeyIsExplained() throws IOException {
        Set<String> keys = new TreeSet<>();
        JsonObject plan = parse(JsonView.apply(SampleResults.applied())).getAsJsonObject();
        collect(plan, keys);
        collect(parse(JsonView.plan(SampleResults.planned())), keys);
        keys.removeAll(Set.of("pg1", "pg2")); // names of nodes
        KEY_IN_TABLE.matcher(Files.readString(DOCUMENT)).results().forEach(found -> keys.remove(found.group(1)));

        assertEquals(Set.of(), keys);
    }

    @Test
    void secretsAreMasked() {
        String rendered = JsonView.rendered(SampleResults.rendered(), Selection.ALL);

        assertFalse(rendered.contains(Wanted.REPLICATION_PASSWORD.reveal()), rendered);
        assertFalse(rendered.contains(Wanted.REST_PASSWORD.reveal()), rendered);
    }

    private static void assertExample(String command, String printed) throws IOException {
        Matcher example = Pattern.compile("(?s)\n## " + command + "\n.*?```json\n(.*?)```")
                .matcher(Files.readString(DOCUMENT));
        String shown = example.find() ? example.group(1) : "{}";

        if (Boolean.getBoolean("patrol.golden.record")) {
            Files.writeString(
                    DOCUMENT,
                    new StringBuilder(Files.readString(DOCUMENT))
                            .replace(example.start(1), example.end(1), pretty(parse(printed)) + "\n"));
        }
        assertEquals(pretty(parse(printed)), pretty(parse(shown)));
    }

    private static void collect(JsonElement element, Set<String> keys) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(item -> collect(item, keys));
        } else if (element.isJsonObject()) {
            element.getAsJsonObject().entrySet().forEach(entry -> {
                keys.add(entry.getKey());
                if (!entry.getKey().equals("facts")) { // whose keys depend on the cause
                    collect(entry.getValue(), keys);
                }
            });
        }
    }

    private static JsonElement parse(String json) {
        return JsonParser.parseString(json);
    }

    // As lines, so that a difference is found.
    private static String pretty(JsonElement element) {
        return PRETTY.toJson(element);
    }
}
