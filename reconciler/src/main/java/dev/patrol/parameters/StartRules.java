package dev.patrol.parameters;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What PostgreSQL checks between parameters only when it starts, so that a reload takes values with which it cannot. */
public final class StartRules {
    private static final Set<String> OF_CONNECTIONS =
            Set.of("max_connections", "superuser_reserved_connections", "reserved_connections");
    private static final Set<String> OF_WAL_SIZE = Set.of("min_wal_size", "max_wal_size");
    private static final double BYTES_IN_MEGABYTE = 0x1p20;

    private StartRules() {}

    /** The value that a server will have. */
    @FunctionalInterface
    public interface Values {
        Optional<Object> of(String name);
    }

    /** Why a server with these values would not start, if this parameter has to do with it. */
    public static Optional<String> objectionTo(String name, Values values, SettingsCatalog catalog) {
        if (OF_CONNECTIONS.contains(name)) {
            return connections(values, catalog);
        }
        return OF_WAL_SIZE.contains(name) ? walSize(name, values, catalog) : Optional.empty();
    }

    // postmaster.c, PostmasterMain.
    private static Optional<String> connections(Values values, SettingsCatalog catalog) {
        OptionalDouble most = number("max_connections", values, catalog);
        double superusers =
                number("superuser_reserved_connections", values, catalog).orElse(0);
        double others = number("reserved_connections", values, catalog).orElse(0);
        return most.isPresent() && superusers + others >= most.getAsDouble()
                ? Optional.of("PostgreSQL would not start: superuser_reserved_connections (" + (long) superusers
                        + ") plus reserved_connections (" + (long) others + ") must be less than max_connections ("
                        + (long) most.getAsDouble() + ")")
                : Optional.empty();
    }

    // xlog.c, ReadControlFile.
    private static Optional<String> walSize(String name, Values values, SettingsCatalog catalog) {
        OptionalDouble megabytes = number(name, values, catalog);
        OptionalDouble segment = number("wal_segment_size", any -> Optional.empty(), catalog);
        boolean tooSmall = megabytes.isPresent()
                && segment.isPresent()
                && megabytes.getAsDouble() * BYTES_IN_MEGABYTE < 2 * segment.getAsDouble();
        return tooSmall
                ? Optional.of("PostgreSQL would not start: it must be at least twice wal_segment_size ("
                        + (long) (segment.getAsDouble() / BYTES_IN_MEGABYTE) + "MB)")
                : Optional.empty();
    }

    private static OptionalDouble number(String name, Values values, SettingsCatalog catalog) {
        Optional<Setting> setting = catalog.find(name);
        Optional<Object> value = values.of(name).or(() -> setting.flatMap(Setting::fallback));
        return setting.isPresent() && value.isPresent() ? setting.get().number(value.get()) : OptionalDouble.empty();
    }
}
