package dev.patrol.observe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.patrol.parameters.Setting;
import dev.patrol.parameters.SettingsCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the list of a server's parameters ({@link dev.patrol.remote.ParameterReader#settings}). */
final class CatalogReader {
    private CatalogReader() {}

    /** Empty when it is no such list. */
    static Optional<SettingsCatalog> read(String json) {
        return AnswerJson.read(json, document -> {
            List<Setting> settings = new ArrayList<>();
            document.getAsJsonArray("settings").forEach(row -> setting(row).ifPresent(settings::add));
            return new SettingsCatalog(text(document, "version").orElse(""), settings);
        });
    }

    private static Optional<Setting> setting(JsonElement row) {
        if (!(row instanceof JsonObject columns)) {
            return Optional.empty();
        }
        String context = text(columns, "context").orElse("");
        List<String> words = new ArrayList<>();
        if (columns.get("enumvals") instanceof JsonArray found) {
            found.forEach(word -> words.add(word.getAsString()));
        }
        // What the server shows of itself has its value from nowhere else.
        Optional<String> fallback = context.equals("internal")
                ? text(columns, "setting")
                : text(columns, "base").or(() -> text(columns, "boot_val"));
        return Setting.of(
                text(columns, "name").orElse(""),
                List.of(context, text(columns, "vartype").orElse("")),
                new Setting.Range(text(columns, "unit"), text(columns, "min_val"), text(columns, "max_val")),
                words,
                fallback);
    }

    private static Optional<String> text(JsonObject json, String key) {
        JsonElement value = json.get(key);
        return value != null && value.isJsonPrimitive() ? Optional.of(value.getAsString()) : Optional.empty();
    }
}
