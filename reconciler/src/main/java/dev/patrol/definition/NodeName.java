package dev.patrol.definition;

import java.util.regex.Pattern;

/** What a definition calls a node; unique in its cluster. {@code pg2} comes before {@code pg10}. */
public record NodeName(String value) implements Comparable<NodeName> {
    /** Letters, digits, {@code .}, {@code -} and {@code _}, as in host names: never a shell's or a path's character. */
    public static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");

    public NodeName {
        if (!PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException("not a node name: '" + value + "'");
        }
    }

    @Override
    public int compareTo(NodeName other) {
        return NaturalOrder.OF_NAMES.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
