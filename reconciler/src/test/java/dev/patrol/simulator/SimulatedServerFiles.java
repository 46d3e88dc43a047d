package dev.patrol.simulator;

import com.google.gson.Gson;
import dev.patrol.parameters.ServerParameters;
import dev.patrol.remote.NodeReading.ServerReading;
import dev.patrol.testing.Trees;
import dev.patrol.yaml.Secret;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration files of a {@link SimulatedNode}'s server: {@code postgresql.conf} as Patroni wrote it, with what somebody has
 * changed there since, and what {@code ALTER SYSTEM} has put into the other one.
 */
public final class SimulatedServerFiles {
    private static final Gson GSON = new Gson();
    private static final String CONF = "/etc/postgresql/postgresql.conf";
    private static final String AUTO = "/var/lib/postgresql/postgresql.auto.conf";
    private static final String HBA = "/etc/postgresql/pg_hba.conf";

    public final Map<String, String> altered = new LinkedHashMap<>();
    public final Map<String, String> edited = new LinkedHashMap<>();
    /** A whole other file. */
    public Optional<String> hba = Optional.empty();

    /** How often it read them since it started. */
    public int reads;
    /** The postmaster does not come to read them. */
    public boolean isDeaf;

    private Optional<Map<String, Object>> readBefore = Optional.empty();
    private Instant written = Instant.parse("2025-12-31T23:00:00Z");
    private Instant read = Instant.parse("2025-12-31T23:00:00.5Z");
    /** What waits for a restart, as the server found when it last read them. */
    private Set<String> pending = Set.of();

    void started(Instant now) {
        read = now;
        reads = 0;
        pending = Set.of();
    }

    void written(Instant now) {
        written = now;
    }

    void read(Instant now, Set<String> pending) {
        if (!isDeaf) {
            reads++;
            read = now;
            this.pending = Set.copyOf(pending);
        }
    }

    /** Patroni reloads: since 4.0.6 it writes the files anew, before only when its own file says something else. */
    void reloaded(SimulatedNode node, boolean isOld) {
        Map<String, Object> now = node.tree().map(Trees::copy).orElse(Map.of());
        Map<String, Object> before = readBefore.orElse(node.loaded);
        boolean hbaChanged = !Trees.list(now, "postgresql.pg_hba").equals(Trees.list(before, "postgresql.pg_hba"));
        boolean parametersChanged = !ServerParameters.of(now, Map.of()).equals(ServerParameters.of(before, Map.of()));
        if (!isOld || parametersChanged) {
            edited.clear();
            written = node.now();
        }
        if (!isOld || hbaChanged) {
            hba = Optional.empty();
        }
        readBefore = Optional.of(now);
    }

    ServerReading reading(Map<String, Object> dynamic, SimulatedNode node) {
        if (!node.runsPostgres()) {
            return ServerReading.NONE;
        }
        Map<String, String> conf = new LinkedHashMap<>();
        ServerParameters.of(node.loaded, dynamic).forEach((name, value) -> conf.put(name, text(value)));
        conf.putAll(edited);
        List<List<Object>> entries = new ArrayList<>();
        conf.forEach((name, value) -> entries.add(entry(name, value, CONF)));
        altered.forEach((name, value) -> entries.add(entry(name, value, AUTO)));
        Map<String, String> effective = new LinkedHashMap<>(conf);
        effective.putAll(altered);
        pending.forEach(name -> effective.putIfAbsent(name, ""));
        List<List<Object>> settings = new ArrayList<>();
        effective.forEach((name, value) -> settings.add(setting(node, name, value)));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("loaded", seconds(read));
        document.put("settings", settings);
        document.put("entries", entries);
        document.put("config_file", CONF);
        document.put("auto_file", AUTO);
        document.put("hba_file", HBA);
        document.put("hba", hba.orElse(String.join("\n", Trees.list(node.loaded, "postgresql.pg_hba"))));
        long whole = written.getEpochSecond();
        document.put("modified", Map.of(CONF, whole, AUTO, whole, HBA, whole));
        return new ServerReading(Optional.of(GSON.toJson(document)), Optional.empty());
    }

    private List<Object> setting(SimulatedNode node, String name, String value) {
        boolean waits = pending.contains(name);
        List<Object> row = new ArrayList<>(List.of(name, waits ? node.running.getOrDefault(name, "") : value));
        row.add(null);
        row.addAll(List.of("string", "user", name.startsWith("max_") ? "command line" : "configuration file", waits));
        return row;
    }

    private static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }

    private static List<Object> entry(String name, String value, String file) {
        List<Object> row = new ArrayList<>(List.of(name, value, file, 3, true));
        row.add(null);
        return row;
    }

    private static String text(Object value) {
        return value instanceof Secret secret ? secret.reveal() : String.valueOf(value);
    }
}
