package dev.patrol.tree;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a key stands in Patroni's file or in its dynamic configuration: its names from the top. A name may have dots of its
 * own, as the parameters of extensions and systemd's units have. What no file holds, such as an environment variable, goes
 * by a path too.
 */
public record KeyPath(List<String> names) {
    /** The whole configuration. */
    public static final KeyPath TOP = of();

    /** PostgreSQL's parameters. */
    public static final KeyPath PARAMETERS = of("postgresql", "parameters");

    /** In every file a copy of the dynamic configuration, from which a new DCS would start. */
    public static final KeyPath SEED = of("bootstrap", "dcs");

    public KeyPath {
        names = List.copyOf(names);
    }

    public static KeyPath of(String... names) {
        return new KeyPath(List.of(names));
    }

    /** The path of one of PostgreSQL's parameters. */
    public static KeyPath ofParameter(String name) {
        return PARAMETERS.below(name);
    }

    /** A dotted path as people write it. What follows {@code postgresql.parameters} is one name, dots and all. */
    public static KeyPath parse(String dotted) {
        KeyPath path = TOP;
        String rest = dotted;
        for (int dot = rest.indexOf('.'); dot >= 0 && !path.holdsParameters(); dot = rest.indexOf('.')) {
            path = path.below(rest.substring(0, dot));
            rest = rest.substring(dot + 1);
        }
        return rest.isEmpty() ? path : path.below(rest);
    }

    private boolean holdsParameters() {
        return equals(PARAMETERS) || inSeed().filter(PARAMETERS::equals).isPresent();
    }

    public KeyPath below(String name) {
        return below(of(name));
    }

    /** Where a path in what this one holds leads to. */
    public KeyPath below(KeyPath rest) {
        return new KeyPath(Stream.concat(names.stream(), rest.names.stream()).toList());
    }

    /** The key that this one stands in. */
    public KeyPath parent() {
        return upTo(names.size() - 1);
    }

    /** Its first names, at most so many. */
    public KeyPath upTo(int count) {
        return new KeyPath(names.subList(0, Math.min(count, names.size())));
    }

    public String first() {
        return names.get(0);
    }

    public String last() {
        return names.get(names.size() - 1);
    }

    /** Whether it stands in that one, however deep. */
    public boolean isBelow(KeyPath above) {
        return names.size() > above.names.size()
                && names.subList(0, above.names.size()).equals(above.names);
    }

    /** For a key of {@link #SEED}, its path in the dynamic configuration. */
    public Optional<KeyPath> inSeed() {
        return isBelow(SEED) ? Optional.of(from(SEED.names.size())) : Optional.empty();
    }

    /** The name of the parameter that it is, or that it stands in. */
    public Optional<String> parameter() {
        return isBelow(PARAMETERS) ? Optional.of(names.get(PARAMETERS.names.size())) : Optional.empty();
    }

    /** Without its first names. */
    KeyPath from(int count) {
        return new KeyPath(names.subList(count, names.size()));
    }

    /** {@code postgresql.parameters.work_mem}. */
    @Override
    public String toString() {
        return String.join(".", names);
    }
}
