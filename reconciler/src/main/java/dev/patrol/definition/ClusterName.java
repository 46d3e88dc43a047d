package dev.patrol.definition;

import java.util.regex.Pattern;

/** What people call a Patroni cluster; unique in the fleet. It names folders, metrics and status files. */
public record ClusterName(String value) implements Comparable<ClusterName> {
    /** Lower-case letters, digits, {@code -} and {@code _}: safe in a path, a label and a systemd instance name. */
    public static final Pattern PATTERN = Pattern.compile("[a-z0-9]([a-z0-9_-]{0,67}[a-z0-9])?");

    public ClusterName {
        if (!PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException("not a cluster name: '" + value + "'");
        }
    }

    /** The name of one zone's cluster. */
    public static ClusterName ofZone(String cluster, String zone) {
        return new ClusterName(cluster + "-z" + zone);
    }

    @Override
    public int compareTo(ClusterName other) {
        return NaturalOrder.OF_NAMES.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
