package dev.patrol.shape;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema of a file, written from the keys that the reader checks it against. */
public final class SchemaText {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();
    private static final Map<String, Object> SECRET_REFERENCE = Map.of("$ref", "#/$defs/secret");

    private SchemaText() {}

    public static String of(String title, Group keys) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", title);
        schema.putAll(kind(keys));
        schema.put("$defs", Map.of("secret", secret()));
        return GSON.toJson(schema) + "\n";
    }

    private static Map<String, Object> kind(Kind kind) {
        if (kind instanceof Group group) {
            return group(group);
        }
        if (kind instanceof Entries entries) {
            return entries(entries);
        }
        if (kind instanceof ListOf items) {
            return ordered("type", "array", "items", kind(items.item()));
        }
        if (kind instanceof Shorthand either) {
            return ordered("anyOf", List.of(kind(either.single()), kind(either.structured())));
        }
        if (kind instanceof SecretPlace) {
            return SECRET_REFERENCE;
        }
        return kind instanceof OpenMap ? ordered("type", "object") : scalar(kind);
    }

    private static Map<String, Object> scalar(Kind kind) {
        if (kind instanceof Text text) {
            return text(text);
        }
        if (kind instanceof WholeNumber whole) {
            return ordered("type", "integer", "minimum", whole.min(), "maximum", whole.max());
        }
        if (kind instanceof Choice choice) {
            return ordered("enum", choice.values());
        }
        if (kind instanceof Scalar) {
            return ordered("type", List.of("string", "number", "boolean"), "pattern", "^[^\\u0000\\n\\r]*$");
        }
        throw new IllegalArgumentException("no schema for " + kind);
    }

    private static Map<String, Object> group(Group group) {
        Map<String, Object> properties = new LinkedHashMap<>();
        group.keys().forEach((name, key) -> properties.put(name, property(key)));
        Map<String, Object> schema = ordered("type", "object", "properties", properties);
        List<String> required = group.keys().entrySet().stream()
                .filter(entry -> entry.getValue().presence() == Key.Presence.REQUIRED)
                .map(Map.Entry::getKey)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (!group.oneOf().isEmpty()) {
            schema.put(
                    "oneOf",
                    group.oneOf().stream()
                            .map(name -> ordered("required", List.of(name)))
                            .toList());
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> property(Key key) {
        Map<String, Object> schema = ordered("description", key.description());
        schema.putAll(key.presence() == Key.Presence.REMOVABLE ? orNull(kind(key.kind())) : kind(key.kind()));
        return schema;
    }

    private static Map<String, Object> entries(Entries entries) {
        Map<String, Object> names = ordered("pattern", whole(entries.name()));
        Map<String, Object> value = kind(entries.value());
        Map<String, Object> schema = ordered("type", "object", "propertyNames", names);
        schema.put("additionalProperties", entries.removable() ? orNull(value) : value);
        if (!entries.removable()) {
            schema.put("minProperties", 1);
        }
        return schema;
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        Map<String, Object> nullable = new LinkedHashMap<>(schema);
        if (schema.get("type") instanceof String type) {
            nullable.put("type", List.of(type, "null"));
        } else if (schema.get("type") instanceof List<?> types) {
            nullable.put("type", with(types, "null"));
        } else if (schema.get("enum") instanceof List<?> values) {
            nullable.put("enum", with(values, null));
        } else if (schema.get("anyOf") instanceof List<?> kinds) {
            nullable.put("anyOf", with(kinds, Map.of("type", "null")));
        } else {
            return ordered("anyOf", List.of(schema, Map.of("type", "null")));
        }
        return nullable;
    }

    private static List<Object> with(List<?> list, Object more) {
        List<Object> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }

    private static Map<String, Object> secret() {
        Map<String, Object> env = ordered("env", text(SecretPlace.VARIABLE));
        Map<String, Object> file = ordered(
                "file", text(SecretPlace.FILE),
                "key", text(SecretPlace.KEY));
        return ordered(
                "description",
                "Where a secret is kept: {env: VARIABLE}, {file: PATH} or {file: PATH, key: KEY}",
                "oneOf",
                List.of(
                        ordered(
                                "type",
                                "object",
                                "properties",
                                env,
                                "required",
                                List.of("env"),
                                "additionalProperties",
                                false),
                        ordered(
                                "type",
                                "object",
                                "properties",
                                file,
                                "required",
                                List.of("file"),
                                "additionalProperties",
                                false)));
    }

    private static Map<String, Object> text(Text text) {
        return ordered("type", "string", "maxLength", Text.LONGEST, "pattern", whole(text));
    }

    private static String whole(Text text) {
        return "^(?:" + text.pattern().pattern() + ")$";
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
