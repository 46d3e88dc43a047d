package dev.patrol.definition;

import java.util.regex.Pattern;

/** What people call a cluster; unique in the fleet. It names folders, metrics and status files. */
public record ClusterName(String value) implements Comparable<ClusterName> {
    /** Lower-case letters, digits, {@code -} and {@code _}: safe in a path, a label and a systemd instance name. */
    public static final Pattern PATTERN = Pattern.compile("[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?");

    public ClusterName {
        if (!PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException("not a cluster name: '" + value + "'");
        }
    }

    @Override
    public int compareTo(ClusterName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
