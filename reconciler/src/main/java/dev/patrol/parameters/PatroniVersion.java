package dev.patrol.parameters;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A release of Patroni.
 *
 * @param text such as {@code 4.0.7}; empty where a member has not told, which is neither before nor after any other
 */
public record PatroniVersion(String text) implements Comparable<PatroniVersion> {
    public static final PatroniVersion UNKNOWN = new PatroniVersion("");

    public boolean isAtLeast(String other) {
        return !text.isEmpty() && compareTo(new PatroniVersion(other)) >= 0;
    }

    public boolean isBefore(String other) {
        return !text.isEmpty() && compareTo(new PatroniVersion(other)) < 0;
    }

    @Override
    public int compareTo(PatroniVersion other) {
        return Arrays.compare(numbers(), other.numbers());
    }

    private int[] numbers() {
        return Stream.of(text.split("\\."))
                .mapToInt(part -> part.matches("\\d{1,6}") ? Integer.parseInt(part) : 0)
                .toArray();
    }
}
