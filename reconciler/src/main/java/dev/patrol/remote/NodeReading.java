package dev.patrol.remote;

import java.util.Map;
import java.util.Optional;

/**
 * A node as its operating system shows it, not yet interpreted.
 *
 * @param units state of each unit that the layout names, by unit name
 * @param rest answers of Patroni's REST API by path ({@code /patroni}, {@code /cluster}, {@code /config}); a path that
 *     gave no answer at all is absent
 * @param restUrl where the REST API answered, if it did: the place that was asked for, or where Patroni listens instead
 * @param restFailure why the REST API could not be asked at all, where that is so
 */
public record NodeReading(
        Optional<ConfigFile> configFile,
        Map<String, UnitState> units,
        DataDirectory dataDirectory,
        Map<String, RestAnswer> rest,
        Optional<String> restUrl,
        Optional<String> restFailure) {

    public NodeReading {
        units = Map.copyOf(units);
        rest = Map.copyOf(rest);
    }

    /** Patroni's file: its bytes as UTF-8, octal mode ({@code 600}) and {@code user:group}. */
    public record ConfigFile(String text, String mode, String owner) {}

    /**
     * systemd's words: {@code active} is ActiveState ({@code active}, {@code inactive}, {@code failed}, …), {@code
     * enabled} UnitFileState ({@code enabled}, {@code disabled}, {@code masked}, …; empty when there is no such unit).
     */
    public record UnitState(String active, String enabled) {}

    /** What lies in the data directory, and what {@code pg_controldata} says of it ({@code key: value} lines, C locale). */
    public record DataDirectory(Kind kind, Map<String, String> controlData) {
        /** OCCUPIED: something is in it, but no PG_VERSION. */
        public enum Kind {
            ABSENT,
            EMPTY,
            INITIALISED,
            OCCUPIED
        }

        public DataDirectory {
            controlData = Map.copyOf(controlData);
        }
    }

    /** An HTTP status and body. */
    public record RestAnswer(int status, String body) {}
}
