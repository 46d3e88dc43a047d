package dev.patrol.problem;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/** A place in a file that a person wrote; {@code line} and {@code column} count from 1, 0 means the file as a whole. */
public record Location(String file, int line, int column) implements Comparable<Location> {
    /** The place of values that no file holds: presets and what was observed. */
    public static final Location NOWHERE = new Location("", 0, 0);

    private static final Comparator<Location> ORDER = Comparator.comparing(Location::file)
            .thenComparingInt(Location::line)
            .thenComparingInt(Location::column);

    public Location {
        requireNonNull(file, "file");
    }

    public static Location ofFile(String file) {
        return new Location(file, 0, 0);
    }

    @Override
    public int compareTo(Location other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
