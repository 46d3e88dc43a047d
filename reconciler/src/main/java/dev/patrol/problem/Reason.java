package dev.patrol.problem;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Why something is so, as a value: {@code view} alone makes a sentence of it. No secret is in it.
 *
 * @param cause the {@link Cause#key()}
 * @param facts what the sentence names: texts, numbers, other reasons, and lists of these; an empty {@code Optional} is left out
 */
public record Reason(String cause, Map<String, Object> facts) {
    public Reason {
        Map<String, Object> plain = new LinkedHashMap<>();
        facts.forEach((name, value) -> plain(value).ifPresent(found -> plain.put(name, found)));
        facts = Map.copyOf(plain);
    }

    public boolean is(Cause other) {
        return cause.equals(other.key());
    }

    /** What a file or a program says in its own words. */
    public static Reason said(String text) {
        return Said.SAID.with("text", text);
    }

    /** For logs; people read what {@code view} makes of it. */
    @Override
    public String toString() {
        return is(Said.SAID) ? String.valueOf(facts.get("text")) : cause + " " + new TreeMap<>(facts);
    }

    private static Optional<Object> plain(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.flatMap(Reason::plain);
        }
        if (value instanceof Collection<?> items) {
            return Optional.of(
                    items.stream().flatMap(item -> plain(item).stream()).toList());
        }
        return Optional.of(value instanceof Number || value instanceof Reason ? value : value.toString());
    }
}
