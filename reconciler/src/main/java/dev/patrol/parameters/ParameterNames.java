package dev.patrol.parameters;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The parameters that some PostgreSQL from 13 to 18 has, extensions' aside, and which of them have each. Patroni keeps
 * such a list of its own ({@code postgresql/available_parameters}) and drops what the running server does not have, with
 * a line in its log.
 */
public final class ParameterNames {
    private static final Versions ALL_VERSIONS = new Versions(13, 18);
    private static final SortedMap<String, Versions> ALL = read();

    private ParameterNames() {}

    /** Major versions of PostgreSQL, both included. */
    public record Versions(int first, int last) {}

    /** Whether PostgreSQL, or an extension for all we know, has such a parameter; case does not matter. */
    public static boolean isKnown(String name) {
        return name.contains(".") || ALL.containsKey(name);
    }

    /** The versions that have a parameter; empty where it is not known, or an extension's. */
    public static Optional<Versions> versionsOf(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** A name as PostgreSQL writes it; empty where it is not known, or an extension's. */
    public static Optional<String> spellingOf(String name) {
        return isKnown(name) && !name.contains(".")
                ? Optional.of(ALL.tailMap(name).firstKey())
                : Optional.empty();
    }

    public static SortedSet<String> all() {
        return Collections.unmodifiableSortedSet((SortedSet<String>) ALL.keySet());
    }

    // Each line is NAME, or NAME FIRST LAST for what not all of these versions have.
    private static SortedMap<String, Versions> read() {
        SortedMap<String, Versions> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try (InputStream file = ParameterNames.class.getResourceAsStream("names.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .map(line -> line.split(" "))
                    .forEach(line -> names.put(
                            line[0],
                            line.length == 1
                                    ? ALL_VERSIONS
                                    : new Versions(Integer.parseInt(line[1]), Integer.parseInt(line[2]))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
