package dev.patrol.observe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.patrol.observe.ServerSeen.FileEntry;
import dev.patrol.observe.ServerSeen.HbaSeen;
import dev.patrol.observe.ServerSeen.SettingSeen;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the document that the server makes of its settings and files; the statement is in {@code node.sh}. */
final class ServerReader {
    private static final long NANOS = 1_000_000_000;

    private ServerReader() {}

    /** Empty when the document is not what the statement makes. */
    static Optional<ServerSeen> read(String document) {
        return AnswerJson.read(document, ServerReader::server);
    }

    private static ServerSeen server(JsonObject json) {
        Map<String, SettingSeen> settings = new HashMap<>();
        rows(json, "settings", row -> settings.put(row.get(0).getAsString(), setting(row)));
        List<FileEntry> entries = new ArrayList<>();
        rows(json, "entries", row -> entries.add(entry(row)));
        List<String> errors = new ArrayList<>();
        rows(
                json,
                "hba_errors",
                row -> errors.add(
                        "line " + row.get(0).getAsString() + ": " + row.get(1).getAsString()));
        Map<String, Instant> modified = new HashMap<>();
        json.getAsJsonObject("modified").asMap().forEach((file, time) -> {
            if (!time.isJsonNull()) {
                modified.put(file, instant(time));
            }
        });
        return new ServerSeen(
                instant(json.get("loaded")),
                settings,
                entries,
                new ServerSeen.Files(
                        json.get("config_file").getAsString(),
                        json.get("auto_file").getAsString(),
                        json.get("hba_file").getAsString(),
                        modified),
                new HbaSeen(json.get("hba").getAsString(), errors));
    }

    private static SettingSeen setting(JsonArray row) {
        return new SettingSeen(
                text(row.get(1)).orElse(""),
                text(row.get(2)),
                row.get(3).getAsString(),
                row.get(4).getAsString(),
                row.get(5).getAsString(),
                row.get(6).getAsBoolean());
    }

    private static FileEntry entry(JsonArray row) {
        return new FileEntry(
                text(row.get(0)),
                text(row.get(1)).orElse(""),
                text(row.get(2)).orElse(""),
                row.get(3).isJsonNull() ? 0 : row.get(3).getAsInt(),
                row.get(4).getAsBoolean(),
                text(row.get(5)));
    }

    // An aggregate over no rows is null.
    private static void rows(JsonObject json, String key, Consumer<JsonArray> each) {
        if (json.get(key) instanceof JsonArray rows) {
            rows.forEach(row -> each.accept(row.getAsJsonArray()));
        }
    }

    private static Optional<String> text(JsonElement value) {
        return value.isJsonNull() ? Optional.empty() : Optional.of(value.getAsString());
    }

    private static Instant instant(JsonElement seconds) {
        BigDecimal[] parts = seconds.getAsBigDecimal().divideAndRemainder(BigDecimal.ONE);
        return Instant.ofEpochSecond(
                parts[0].longValue(), parts[1].movePointRight(9).longValue() % NANOS);
    }
}
