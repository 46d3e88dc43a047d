package dev.patrol.rules;

import dev.patrol.parameters.ParameterNames;
import dev.patrol.parameters.PatroniBoolean;
import dev.patrol.parameters.PatroniParameters;
import dev.patrol.problem.Guess;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlScalar;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Patroni does with PostgreSQL parameters that a schema cannot say: which it sets itself, which it takes from the
 * DCS only, and which values it silently replaces by its default ({@code CMDLINE_OPTIONS} in Patroni's
 * {@code postgresql/config.py}).
 *
 * @param version PostgreSQL's major one
 */
public record ParameterRules(long version, Problems problems) {
    private static final Map<String, String> SET_ELSEWHERE = Map.of(
            "port", "set 'postgresql.port' instead",
            "listen_addresses", "set 'postgresql.listen' instead",
            "cluster_name", "it is always the scope; set 'patroni.scope' instead",
            "hba_file", "Patroni would stop writing pg_hba.conf; set 'hba' instead",
            "ident_file", "set 'raw.local.postgresql.pg_ident' instead");

    private static final Map<String, Long> SMALLEST = Map.of(
            "max_connections", 25L,
            "max_wal_senders", 3L,
            "max_prepared_transactions", 0L,
            "max_locks_per_transaction", 32L,
            "max_replication_slots", 4L,
            "max_worker_processes", 2L,
            "wal_keep_segments", 1L);

    private static final Set<String> ONLY_IN_DCS = Set.of(
            "max_connections",
            "max_wal_senders",
            "max_prepared_transactions",
            "max_locks_per_transaction",
            "max_replication_slots",
            "max_worker_processes",
            "wal_keep_segments",
            "wal_keep_size",
            "wal_level",
            "hot_standby",
            "track_commit_timestamp",
            "wal_log_hints");

    private static final Set<Object> WAL_LEVELS = Set.of("hot_standby", "replica", "logical");

    private static final Pattern SIZE = Pattern.compile("([0-9]+) *(kB|MB|GB|TB)?");
    private static final Map<String, Long> KILOBYTES = Map.of("kB", 1L, "MB", 1L << 10, "GB", 1L << 20, "TB", 1L << 30);
    private static final long SMALLEST_WAL_KEEP_SIZE = 16L << 10;

    /** Parameters on their way to the DCS. */
    void checkShared(YamlMap parameters, boolean isSynchronous) {
        parameters.entries().forEach((name, entry) -> {
            checkName(name, entry.keyLocation());
            if (!isSetElsewhere(name, entry) && entry.value() instanceof YamlScalar value) {
                checkNumber(name, value);
                checkWord(name, value);
                checkBlindness(name, value);
                checkManaged(name, entry.keyLocation(), isSynchronous);
            }
        });
    }

    /** Parameters of one node, on their way to its file. */
    public void checkLocal(YamlMap parameters) {
        parameters.entries().forEach((name, entry) -> {
            checkName(name, entry.keyLocation());
            if (!isSetElsewhere(name, entry) && ONLY_IN_DCS.contains(name)) {
                problems.error(
                        entry.keyLocation(),
                        "Patroni ignores '" + name + "' for a single node: all members must agree on it; set it under"
                                + " 'postgresql.parameters' of the cluster");
            }
            if (entry.value() instanceof YamlScalar value) {
                checkBlindness(name, value);
                if (value.value() == null) {
                    problems.error(
                            entry.keyLocation(),
                            "'" + name
                                    + "' cannot be taken away from a single node: what is set for the cluster lies in"
                                    + " the DCS, which all members share; give the node a value of its own");
                }
            }
        });
    }

    // A name near a known one is a slip. One that is near none may be of a PostgreSQL that we do not know.
    private void checkName(String name, Location place) {
        if (ParameterNames.isKnown(name)) {
            checkSpelling(name, place);
            ParameterNames.versionsOf(name).ifPresent(versions -> checkVersion(name, versions, place));
            return;
        }
        String guess = Guess.didYouMean(name, ParameterNames.all());
        if (guess.isEmpty()) {
            problems.warning(
                    place,
                    "no PostgreSQL from 13 to 18 has a parameter '" + name + "'; Patroni may drop it without an error");
        } else {
            problems.error(place, "unknown key '" + name + "' under 'postgresql.parameters'" + guess);
        }
    }

    // PostgreSQL and Patroni take any case, and the levels of a definition are merged by name.
    private void checkSpelling(String name, Location place) {
        ParameterNames.spellingOf(name)
                .filter(usual -> !name.equals(usual) && !name.equals(usual.toLowerCase(Locale.ROOT)))
                .ifPresent(usual -> problems.error(
                        place, "'" + name + "' under 'postgresql.parameters' must be written '" + usual + "'"));
    }

    private void checkVersion(String name, ParameterNames.Versions versions, Location place) {
        boolean isToCome = version < versions.first();
        if (isToCome || version > versions.last()) {
            problems.warning(
                    place,
                    "PostgreSQL " + version + " has no parameter '" + name + "' ("
                            + (isToCome ? "it came with " + versions.first() : "it went with " + (versions.last() + 1))
                            + "): Patroni drops it; remove it, or set it where the version has it");
        }
    }

    private boolean isSetElsewhere(String name, YamlMap.Entry entry) {
        if (SET_ELSEWHERE.containsKey(name)) {
            // A layout that takes over what somebody else wrote may have such a key; nobody is to blame for it.
            if (entry.keyLocation().equals(Location.NOWHERE)) {
                return true;
            }
            problems.error(
                    entry.keyLocation(),
                    "'" + name + "' does not stand among the parameters: " + SET_ELSEWHERE.get(name));
            return true;
        }
        return false;
    }

    private void checkNumber(String name, YamlScalar value) {
        if (!SMALLEST.containsKey(name)) {
            return;
        }
        if (!(value.value() instanceof Long number)) {
            problems.error(
                    value.location(),
                    "'" + name + "' must be a whole number without quotes, found '" + value.value()
                            + "': some versions of Patroni then ignore every later change of the DCS");
        } else if (number < SMALLEST.get(name)) {
            replaced(name, value, "at least " + SMALLEST.get(name));
        }
    }

    private void checkWord(String name, YamlScalar value) {
        switch (name) {
            case "wal_level" -> require(WAL_LEVELS.contains(value.value()), name, value, "replica or logical");
            case "hot_standby" -> require(PatroniBoolean.isOn(value.value()), name, value, "on, always");
            case "track_commit_timestamp", "wal_log_hints" ->
                require(PatroniBoolean.of(value.value()).isPresent(), name, value, "on or off");
            case "wal_keep_size" -> require(isBigEnough(value.value()), name, value, "at least 16MB, such as 1GB");
            default -> {}
        }
    }

    private void require(boolean holds, String name, YamlScalar value, String expected) {
        if (!holds) {
            replaced(name, value, expected);
        }
    }

    private void replaced(String name, YamlScalar value, String expected) {
        problems.error(
                value.location(),
                "'" + name + "' must be " + expected + ", found '" + value.value()
                        + "': Patroni would silently take its own default");
    }

    private static boolean isBigEnough(@Nullable Object value) {
        Matcher size = SIZE.matcher(String.valueOf(value));
        if (!size.matches() || size.group(1).length() > 12) {
            return false;
        }
        // Without a unit PostgreSQL takes it for MB.
        long unit = Optional.ofNullable(size.group(2)).map(KILOBYTES::get).orElse(1L << 10);
        return Long.parseLong(size.group(1)) * unit >= SMALLEST_WAL_KEEP_SIZE;
    }

    // A style of dates breaks servers that run, and a plan says so; this one breaks a standby from its first start on.
    private void checkBlindness(String name, YamlScalar value) {
        if (name.equals("default_transaction_isolation")) {
            PatroniParameters.blindness(name, value.value())
                    .ifPresent(why -> problems.error(
                            value.location(), "'" + name + "' cannot be '" + value.value() + "': " + why));
        }
    }

    private void checkManaged(String name, Location place, boolean isSynchronous) {
        if (name.equals("primary_conninfo") || name.equals("primary_slot_name") || name.startsWith("recovery_target")) {
            problems.warning(place, "Patroni sets '" + name + "' on standbys itself and ignores this value; remove it");
        }
        if (isSynchronous && name.equals("synchronous_standby_names")) {
            problems.warning(
                    place,
                    "Patroni overwrites 'synchronous_standby_names' while 'patroni.synchronous_mode' is on; remove it");
        }
    }
}
