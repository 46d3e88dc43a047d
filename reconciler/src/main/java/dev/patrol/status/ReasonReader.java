package dev.patrol.status;

import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.patrol.problem.Reason;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Reads a reason back as Gson writes one: an object is a reason, be it a fact of another or an item of a list. */
final class ReasonReader implements JsonDeserializer<Reason> {
    @Override
    public Reason deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
        Map<String, Object> facts = new LinkedHashMap<>();
        json.getAsJsonObject()
                .getAsJsonObject("facts")
                .asMap()
                .forEach((name, value) -> facts.put(name, fact(value, context)));
        return new Reason(json.getAsJsonObject().get("cause").getAsString(), facts);
    }

    private Object fact(JsonElement json, JsonDeserializationContext context) {
        if (json.isJsonObject()) {
            return deserialize(json, Reason.class, context);
        }
        if (json.isJsonArray()) {
            return StreamSupport.stream(json.getAsJsonArray().spliterator(), false)
                    .map(item -> fact(item, context))
                    .toList();
        }
        JsonPrimitive value = json.getAsJsonPrimitive();
        return value.isNumber() ? (Object) value.getAsLong() : value.getAsString();
    }
}
