package dev.patrol.remote;

import dev.patrol.problem.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A node as its operating system shows it, not yet interpreted.
 *
 * @param units state of each unit that the layout names, by unit name
 * @param rest answers of Patroni's REST API by path ({@code /patroni}, {@code /cluster}, {@code /config}); a path that
 *     gave no answer at all is absent
 * @param restUrl where the REST API answered, if it did: the place that was asked for, or where Patroni listens instead
 * @param restFailure why the REST API could not be asked at all, or which of its answers could not be read, where that is so
 * @param process Patroni's process
 * @param server what the running server itself says
 */
public record NodeReading(
        Optional<ConfigFile> configFile,
        Map<String, UnitState> units,
        DataDirectory dataDirectory,
        Map<String, RestAnswer> rest,
        Optional<String> restUrl,
        Optional<Reason> restFailure,
        PatroniProcess process,
        ServerReading server) {

    public NodeReading {
        units = Map.copyOf(units);
        rest = Map.copyOf(rest);
    }

    /** Patroni's file: its text, octal mode ({@code 600}) and {@code user:group}, both blank where it cannot be read. */
    public record ConfigFile(FileText text, String mode, String owner, Optional<FileTimes> times) {}

    /** A file's bytes as UTF-8, or why they cannot be read: then there is a file, and nothing is known of its content. */
    public record FileText(Optional<String> text, Optional<Reason> unread) {
        public static FileText of(String text) {
            return new FileText(Optional.of(text), Optional.empty());
        }

        public static FileText unread(Reason why) {
            return new FileText(Optional.empty(), Optional.of(why));
        }
    }

    /** When a file's content last changed, and when anything about it did. */
    public record FileTimes(Instant modified, Instant changed) {}

    /**
     * Patroni's process under its unit.
     *
     * @param started empty when it does not run
     * @param environment the variables of its environment that Patroni reads; a value that may be a secret is left out
     */
    public record PatroniProcess(Optional<Instant> started, Map<String, Optional<String>> environment) {
        public static final PatroniProcess NONE = new PatroniProcess(Optional.empty(), Map.of());

        public PatroniProcess {
            environment = Map.copyOf(environment);
        }
    }

    /**
     * What the server says over its socket: one JSON document, whose shape {@code node.sh} and {@code observe} agree on.
     * Both are empty where no server runs.
     *
     * @param failure why a server that runs could not be asked
     */
    public record ServerReading(Optional<String> document, Optional<Reason> failure) {
        public static final ServerReading NONE = new ServerReading(Optional.empty(), Optional.empty());

        public static ServerReading of(String document) {
            return new ServerReading(Optional.of(document), Optional.empty());
        }

        public static ServerReading failed(Reason why) {
            return new ServerReading(Optional.empty(), Optional.of(why));
        }
    }

    /**
     * systemd's words: {@code active} is ActiveState ("active", "inactive", "failed", …), {@code enabled} UnitFileState
     * ("enabled", "disabled", "masked", …; empty when there is no such unit).
     */
    public record UnitState(String active, String enabled) {
        /** systemd knows no unit of that name. */
        public static final UnitState NOT_FOUND = new UnitState("not-found", "");
    }

    /**
     * What lies in the data directory.
     *
     * @param controlData what {@code pg_controldata} says of it ({@code key: value} lines, C locale)
     * @param applied the dynamic configuration that Patroni last applied, JSON that it saves there ({@code
     *     patroni.dynamic.json}); empty where there is none
     */
    public record DataDirectory(Kind kind, Map<String, String> controlData, Optional<String> applied) {
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
