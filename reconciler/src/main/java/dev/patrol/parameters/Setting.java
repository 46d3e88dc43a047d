package dev.patrol.parameters;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A row of {@code pg_settings}: what a running server says of one of its parameters.
 *
 * @param enumValues the words it takes, if it is an enumeration
 * @param fallback its value where neither Git nor Patroni sets it: what the configuration below Patroni's says
 *     ({@code postgresql.base.conf}), else the server's built-in one
 */
public record Setting(
        String name, Context context, Kind kind, Range range, List<String> enumValues, Optional<String> fallback) {
    public Setting {
        requireNonNull(context, "context");
        requireNonNull(kind, "kind");
        enumValues = List.copyOf(enumValues);
    }

    /** When a change of it takes effect (PostgreSQL documentation, "pg_settings"). */
    public enum Context {
        /** Never: it is shown only. */
        INTERNAL,
        /** When the server starts. */
        POSTMASTER,
        /** On reload. */
        SIGHUP,
        /** On reload, for sessions that begin afterwards. */
        SUPERUSER_BACKEND,
        BACKEND,
        /** On reload, for sessions that have not set it themselves. */
        SUPERUSER,
        USER;

        static Optional<Context> of(String word) {
            return word(values(), word.replace('-', '_'));
        }

        /** The word in {@code pg_settings}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether sessions that are open keep the old value. */
        public boolean sparesOpenSessions() {
            return this == BACKEND || this == SUPERUSER_BACKEND;
        }
    }

    /** What kind of value it takes. */
    public enum Kind {
        BOOL,
        INTEGER,
        REAL,
        STRING,
        ENUM;

        static Optional<Kind> of(String word) {
            return word(values(), word);
        }
    }

    /** The smallest and the largest value, in units of {@code unit}; all empty for what is no number. */
    public record Range(Optional<String> unit, Optional<String> smallest, Optional<String> largest) {
        public static final Range NONE = new Range(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The setting of a row's words; empty for a row that no PostgreSQL has.
     *
     * @param words context and kind
     */
    public static Optional<Setting> of(
            String name, List<String> words, Range range, List<String> enumValues, Optional<String> fallback) {
        Optional<Context> context = Context.of(words.get(0));
        Optional<Kind> kind = Kind.of(words.get(1));
        return context.isPresent() && kind.isPresent()
                ? Optional.of(new Setting(name, context.get(), kind.get(), range, enumValues, fallback))
                : Optional.empty();
    }

    private static <E extends Enum<E>> Optional<E> word(E[] values, String word) {
        return List.of(values).stream()
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    /** Whether two values are one to the server, as {@code 64MB} and {@code 65536kB} are. */
    public boolean same(Object a, Object b) {
        Optional<Object> first = SettingValue.read(this, a);
        return first.isPresent() && first.equals(SettingValue.read(this, b));
    }

    /** A number in units of {@link Range#unit}; empty for what is none. */
    OptionalDouble number(Object value) {
        return SettingValue.read(this, value)
                .filter(Double.class::isInstance)
                .map(number -> OptionalDouble.of((Double) number))
                .orElseGet(OptionalDouble::empty);
    }

    /** Why the server or Patroni would not take a value as it is; empty when they would. */
    public Optional<String> objectionTo(Object value) {
        return SettingValue.objection(this, value);
    }
}
