package dev.patrol.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The reader that Patroni itself uses, asked about many documents in one Python process. */
public final class PyYaml {
    private static final String PYTHON = "/usr/bin/python3";
    private static final Gson GSON = new Gson();

    /**
     * Values go through JSON as pairs of type and text, so that no number or text is changed on the way. Dates and '='
     * are kept as text, which is what {@link YamlReader} promises for them.
     */
    private static final String SCRIPT = """
            import json, struct, sys
            documents = json.load(sys.stdin)
            try:
                import yaml
            except ImportError:
                sys.exit(3)

            class Loader(yaml.SafeLoader):
                pass

            for name in ('timestamp', 'value'):
                Loader.add_constructor('tag:yaml.org,2002:' + name, Loader.construct_yaml_str)

            def typed(value):
                if value is None:
                    return ['null']
                if isinstance(value, bool):
                    return ['bool', value]
                if isinstance(value, int):
                    return ['int', str(value)]
                if isinstance(value, float):
                    return ['float', 'nan' if value != value else struct.pack('>d', value).hex()]
                if isinstance(value, str):
                    return ['text', value]
                if isinstance(value, list):
                    return ['list', [typed(item) for item in value]]
                return ['map', [[typed(key), typed(item)] for key, item in value.items()]]

            def read(text):
                try:
                    return typed(yaml.load(text, Loader))
                except Exception as error:
                    return ['error', str(error)]

            json.dump([read(document) for document in documents], sys.stdout)
            """;

    private PyYaml() {}

    /** What PyYAML makes of each text: as {@link #typed}, or {@code ["error", why]}. */
    public static List<JsonElement> read(List<String> documents) throws IOException, InterruptedException {
        Process python = start();
        try (OutputStream input = python.getOutputStream()) {
            input.write(GSON.toJson(documents).getBytes(StandardCharsets.UTF_8));
        }
        byte[] output = python.getInputStream().readAllBytes();
        int exit = python.waitFor();
        if (exit == 3) {
            fail(PYTHON + " has no PyYAML, which this test compares with; install it: apt-get install python3-yaml");
        }
        assertEquals(0, exit, PYTHON + " failed; its own words stand above");
        return GSON.fromJson(new String(output, StandardCharsets.UTF_8), JsonArray.class)
                .asList();
    }

    private static Process start() {
        try {
            return new ProcessBuilder(PYTHON, "-c", SCRIPT)
                    .redirectError(Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            return fail(PYTHON + " cannot be run; install it: apt-get install python3 python3-yaml", e);
        }
    }

    public static JsonElement typed(Object plain) {
        if (plain instanceof Map<?, ?> map) {
            JsonArray entries = new JsonArray();
            map.forEach((key, value) -> entries.add(array(typed(key), typed(value))));
            return array(new JsonPrimitive("map"), entries);
        }
        if (plain instanceof List<?> list) {
            JsonArray items = new JsonArray();
            list.forEach(item -> items.add(typed(item)));
            return array(new JsonPrimitive("list"), items);
        }
        return typedScalar(plain);
    }

    private static JsonElement typedScalar(Object plain) {
        if (plain == null) {
            return array(new JsonPrimitive("null"));
        }
        if (plain instanceof Boolean truth) {
            return array(new JsonPrimitive("bool"), new JsonPrimitive(truth));
        }
        if (plain instanceof Long || plain instanceof Integer || plain instanceof BigInteger) {
            return array(new JsonPrimitive("int"), new JsonPrimitive(plain.toString()));
        }
        if (plain instanceof Double number) {
            String bits = String.format("%016x", Double.doubleToLongBits(number));
            return array(new JsonPrimitive("float"), new JsonPrimitive(number.isNaN() ? "nan" : bits));
        }
        String text = plain instanceof Secret secret ? secret.reveal() : (String) plain;
        return array(new JsonPrimitive("text"), new JsonPrimitive(text));
    }

    private static JsonArray array(JsonElement... elements) {
        JsonArray array = new JsonArray();
        for (JsonElement element : elements) {
            array.add(element);
        }
        return array;
    }
}
