package dev.patrol.simulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.patrol.testing.Catalogs;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What PostgreSQL knows of its parameters before anybody sets them, by {@code pg_settings} of a real server. */
final class SimulatedParameters {
    private static final Pattern AMOUNT = Pattern.compile("(\\d+)\\s*(B|kB|MB|GB|TB)?");
    private static final Pattern UNIT = Pattern.compile("(\\d*)(B|kB|MB)");
    private static final Map<String, Long> BYTES =
            Map.of("B", 1L, "kB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30, "TB", 1L << 40);
    private static final Row UNKNOWN = new Row("", Optional.empty(), "string", "user");
    private static final Map<String, Row> ROWS = rows();

    private SimulatedParameters() {}

    /** @param unit of its value in {@code pg_settings}: {@code kB}, {@code 8kB}, … */
    record Row(String builtIn, Optional<String> unit, String kind, String context) {}

    static Row row(String name) {
        return ROWS.getOrDefault(name, UNKNOWN);
    }

    static String builtIn(String name) {
        return row(name).builtIn();
    }

    static boolean areEqual(String name, String one, String other) {
        return inBaseUnits(name, one).equals(inBaseUnits(name, other));
    }

    /** The value as {@code pg_settings} shows it, where it is an amount of memory; any other as it is. */
    static String inBaseUnits(String name, String value) {
        Matcher amount = AMOUNT.matcher(value);
        Matcher unit = UNIT.matcher(row(name).unit().orElse(""));
        if (!amount.matches() || amount.group(2) == null || !unit.matches()) {
            return value;
        }
        return String.valueOf(Long.parseLong(amount.group(1)) * BYTES.get(amount.group(2)) / base(unit));
    }

    /** As Patroni shows it: an amount of memory in the largest unit that divides it. */
    static String shown(String name, String value) {
        Matcher unit = UNIT.matcher(row(name).unit().orElse(""));
        String amount = inBaseUnits(name, value);
        if (!unit.matches() || !amount.matches("[1-9]\\d*")) {
            return value;
        }
        long bytes = Long.parseLong(amount) * base(unit);
        return Stream.of("TB", "GB", "MB", "kB", "B")
                .filter(candidate -> bytes % BYTES.get(candidate) == 0)
                .findFirst()
                .map(candidate -> bytes / BYTES.get(candidate) + candidate)
                .orElseThrow();
    }

    /** Whether the server would not start with it; only of whole numbers and amounts anything is known. */
    static boolean isNonsense(String name, String value) {
        return row(name).kind().equals("integer") && !value.matches("\\s*[-+]?\\d.*");
    }

    private static long base(Matcher unit) {
        return BYTES.get(unit.group(2)) * (unit.group(1).isEmpty() ? 1 : Long.parseLong(unit.group(1)));
    }

    private static Map<String, Row> rows() {
        Map<String, Row> rows = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        JsonObject document = JsonParser.parseString(Catalogs.json(17)).getAsJsonObject();
        for (JsonElement element : document.getAsJsonArray("settings")) {
            JsonObject row = element.getAsJsonObject();
            rows.put(
                    row.get("name").getAsString(),
                    new Row(
                            text(row, "boot_val").orElse(""),
                            text(row, "unit"),
                            text(row, "vartype").orElseThrow(),
                            text(row, "context").orElseThrow()));
        }
        return rows;
    }

    private static Optional<String> text(JsonObject row, String column) {
        return Optional.ofNullable(row.get(column))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString);
    }
}
