package dev.patrol.parameters;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The five parameters that size shared memory for what a standby must be able to replay: a standby refuses to run with
 * less of them than its primary has (PostgreSQL documentation, "Hot Standby: Administrator's Overview").
 */
public final class SharedMemory {
    // What Patroni passes to PostgreSQL when the dynamic configuration does not say, or says less than Patroni accepts
    // (config.py CMDLINE_OPTIONS).
    private record Accepted(long byDefault, long minimum) {}

    private static final Map<String, Accepted> ACCEPTED = Map.of(
            "max_connections", new Accepted(100, 25),
            "max_worker_processes", new Accepted(8, 2),
            "max_wal_senders", new Accepted(10, 3),
            "max_prepared_transactions", new Accepted(0, 0),
            "max_locks_per_transaction", new Accepted(64, 32));

    private static final Map<String, String> CONTROL_DATA_KEYS = Map.of(
            "max_connections", "max_connections setting",
            "max_worker_processes", "max_worker_processes setting",
            "max_wal_senders", "max_wal_senders setting",
            "max_prepared_transactions", "max_prepared_xacts setting",
            "max_locks_per_transaction", "max_locks_per_xact setting");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,18}");

    private SharedMemory() {}

    public static Set<String> parameters() {
        return CONTROL_DATA_KEYS.keySet();
    }

    /** What Patroni makes of a dynamic value (null: none): its default, where it does not accept that one. */
    public static long effective(String parameter, @Nullable Object value) {
        Accepted accepted = requireNonNull(ACCEPTED.get(parameter));
        return number(value).filter(number -> number >= accepted.minimum()).orElse(accepted.byDefault());
    }

    private static Optional<Long> number(@Nullable Object value) {
        if (value instanceof Number number) {
            return Optional.of(number.longValue());
        }
        return value instanceof String text
                        && WHOLE_NUMBER.matcher(text.strip()).matches()
                ? Optional.of(Long.valueOf(text.strip()))
                : Optional.empty();
    }

    /** Whether {@code pg_controldata} tells of all of them; without that nobody knows what grows and what shrinks. */
    public static boolean areToldBy(Map<String, String> controlData) {
        return parameters().stream()
                .allMatch(parameter -> runningValue(parameter, controlData).isPresent());
    }

    /** The value the primary runs with, as {@code pg_controldata} shows it on any node of the cluster. */
    public static Optional<Long> runningValue(String parameter, Map<String, String> controlData) {
        return Optional.ofNullable(CONTROL_DATA_KEYS.get(parameter))
                .map(controlData::get)
                .flatMap(SharedMemory::number);
    }
}
