package dev.patrol.problem;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why something is so, as a value: {@code view} alone makes a sentence of it. No secret is in it.
 *
 * @param cause the {@link Cause#key()}
 * @param facts what the sentence names: texts, whole numbers, other reasons, and lists of these; an empty {@code Optional}
 *     is left out
 */
public record Reason(String cause, Map<String, Object> facts) {
    public Reason {
        Map<String, Object> plain = new LinkedHashMap<>();
        facts.forEach((name, value) -> plain(value).ifPresent(found -> plain.put(name, found)));
        facts = Collections.unmodifiableMap(plain);
    }

    public boolean is(Cause other) {
        return cause.equals(other.key());
    }

    /** What a file or a program says in its own words. */
    public static Reason said(String text) {
        return Said.SAID.with("text", text);
    }

    /** For whoever looks for a fault; {@code view} words it for people. */
    @Override
    public String toString() {
        return is(Said.SAID) ? String.valueOf(facts.get("text")) : facts.isEmpty() ? cause : cause + " " + facts;
    }

    private static Optional<Object> plain(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.flatMap(Reason::plain);
        }
        if (value instanceof Collection<?> items) {
            return Optional.of(
                    items.stream().flatMap(item -> plain(item).stream()).toList());
        }
        if (value instanceof Number number) {
            return Optional.of(number.longValue());
        }
        return Optional.of(value instanceof Reason ? value : value.toString());
    }
}
