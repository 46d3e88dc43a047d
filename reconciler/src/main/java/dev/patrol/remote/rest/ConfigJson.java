package dev.patrol.remote.rest;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import dev.patrol.tree.ConfigTree;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The dynamic configuration as JSON. */
final class ConfigJson {
    // Python reads no longer ones either.
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,4300}");

    // A null removes a key, so it must be written. Python's json, on the other side, writes and reads NaN and Infinity.
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .serializeSpecialFloatingPointValues()
            .disableHtmlEscaping()
            .setObjectToNumberStrategy(ConfigJson::number)
            .create();

    private ConfigJson() {}

    static String write(ConfigTree patch) {
        return GSON.toJson(patch.plain());
    }

    /** Its numbers are Long (BigInteger where that does not fit) and Double; empty if it is no object. */
    static Optional<ConfigTree> read(String json) {
        try {
            return Optional.ofNullable(GSON.fromJson(json, Map.class)).map(ConfigTree::of);
        } catch (JsonParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    // Gson makes every number a double by default, and Patroni would take 30.0 for a change of 30.
    private static Number number(JsonReader in) throws IOException {
        String text = in.nextString();
        if (!INTEGER.matcher(text).matches()) {
            return Double.valueOf(text);
        }
        BigInteger whole = new BigInteger(text);
        if (whole.bitLength() < Long.SIZE) {
            return whole.longValue();
        }
        return whole;
    }
}
