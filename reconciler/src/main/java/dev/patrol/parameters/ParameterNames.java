package dev.patrol.parameters;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The parameters that some PostgreSQL from 13 to 18 has, extensions' aside. Patroni keeps such a list of its own
 * ({@code postgresql/available_parameters}) and drops what is not in it, with a line in its log.
 */
public final class ParameterNames {
    private static final SortedSet<String> ALL = read();

    private ParameterNames() {}

    /** Whether PostgreSQL, or an extension for all we know, has such a parameter; case does not matter. */
    public static boolean isKnown(String name) {
        return name.contains(".") || ALL.contains(name);
    }

    public static SortedSet<String> all() {
        return ALL;
    }

    private static SortedSet<String> read() {
        SortedSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        try (InputStream file = ParameterNames.class.getResourceAsStream("names.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines().forEach(names::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableSortedSet(names);
    }
}
