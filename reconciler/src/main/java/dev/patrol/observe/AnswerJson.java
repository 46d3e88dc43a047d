package dev.patrol.observe;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads JSON that a machine sent us. Whatever it sent, the worst that comes of it is nothing; and what has many more
 * values, or is nested deeper, than any answer that we ask for is not read into memory.
 */
final class AnswerJson {
    private static final int MOST_VALUES = 100_000;
    private static final int DEEPEST = 64;

    private AnswerJson() {}

    /** What {@code made} makes of the object; empty where it is none, or not of the shape that {@code made} expects. */
    static <T> Optional<T> read(String text, Function<JsonObject, T> made) {
        try {
            return isSmall(text) && JsonParser.parseString(text) instanceof JsonObject json
                    ? Optional.of(made.apply(json))
                    : Optional.empty();
        } catch (RuntimeException | IOException e) {
            // gson has eight kinds of exception for a value that is missing, of another kind, or beyond what fits.
            return Optional.empty();
        }
    }

    private static boolean isSmall(String text) throws IOException {
        JsonReader in = new JsonReader(new StringReader(text));
        in.setStrictness(Strictness.LENIENT);
        in.setNestingLimit(DEEPEST);
        for (int values = 0; values < MOST_VALUES; values++) {
            switch (in.peek()) {
                case BEGIN_OBJECT -> in.beginObject();
                case END_OBJECT -> in.endObject();
                case BEGIN_ARRAY -> in.beginArray();
                case END_ARRAY -> in.endArray();
                case END_DOCUMENT -> {
                    return true;
                }
                default -> in.skipValue();
            }
        }
        return in.peek() == JsonToken.END_DOCUMENT;
    }
}
