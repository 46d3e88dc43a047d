package dev.patrol.simulator;

import com.google.gson.Gson;
import dev.patrol.parameters.PatroniParameters;
import dev.patrol.parameters.ServerParameters;
import dev.patrol.remote.NodeReading.ServerReading;
import dev.patrol.testing.Trees;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.Secret;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * The configuration files of a {@link SimulatedNode}'s server: {@code postgresql.conf} as Patroni wrote it, with what somebody has
 * changed there since, and what {@code ALTER SYSTEM} has put into the other one.
 */
public final class SimulatedServerFiles {
    private static final Pattern LINE = Pattern.compile("(\\S+) = '(.*)'");
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

    void started(Instant now) {
        read = now;
        reads = 0;
    }

    void written(Instant now) {
        written = now;
    }

    /** Whether the server came to read them. */
    boolean read(Instant now) {
        if (!isDeaf) {
            reads++;
            read = now;
        }
        return !isDeaf;
    }

    /**
     * Patroni reloads. Since 4.0.6 it writes all files anew. Before, it does so when its own file says something else, and
     * with {@code postgresql.conf} also when its server has read another value there; of pg_hba the server tells none.
     *
     * @return whether it has written {@code postgresql.conf}
     */
    boolean reloaded(SimulatedNode node, boolean isOld) {
        Map<String, Object> now = node.tree().map(Trees::copy).orElse(Map.of());
        Map<String, Object> before = readBefore.orElse(node.loaded);
        boolean hbaChanged = !Trees.list(now, "postgresql.pg_hba").equals(Trees.list(before, "postgresql.pg_hba"));
        boolean parametersChanged =
                !ServerParameters.in(ConfigTree.of(now)).equals(ServerParameters.in(ConfigTree.of(before)));
        boolean isWritten = !isOld || parametersChanged || isSeen(now);
        if (isWritten) {
            edited.clear();
            written = node.now();
        }
        if (!isOld || hbaChanged) {
            hba = Optional.empty();
        }
        readBefore = Optional.of(now);
        return isWritten;
    }

    private boolean isSeen(Map<String, Object> file) {
        SortedMap<String, Object> wanted = ServerParameters.in(ConfigTree.of(file));
        return edited.entrySet().stream()
                .anyMatch(edit -> !edit.getKey().contains(".")
                        && !edit.getValue().equals(String.valueOf(wanted.get(edit.getKey()))));
    }

    /** What PostgreSQL says as it ends for a configuration that it does not take. */
    static List<String> complaints(String configuration) {
        return configuration
                .lines()
                .map(LINE::matcher)
                .filter(line -> line.matches() && SimulatedParameters.isNonsense(line.group(1), line.group(2)))
                .map(line -> "x [1] LOG:  invalid value for parameter \"%s\": \"%s\""
                        .formatted(line.group(1), line.group(2)))
                .toList();
    }

    ServerReading reading(Map<String, Object> dynamic, SimulatedNode node) {
        if (!node.runsPostgres()) {
            return ServerReading.NONE;
        }
        Map<String, String> conf = new LinkedHashMap<>();
        ServerParameters.of(ConfigTree.of(node.loaded), ConfigTree.of(dynamic))
                .forEach((name, value) -> conf.put(name, text(value)));
        conf.putAll(node.lifted);
        conf.putAll(edited);
        List<List<Object>> entries = new ArrayList<>();
        conf.forEach((name, value) -> entries.add(entry(name, value, CONF)));
        altered.forEach((name, value) -> entries.add(entry(name, value, AUTO)));
        Map<String, String> effective = new LinkedHashMap<>(conf);
        effective.putAll(altered);
        List<List<Object>> settings = new ArrayList<>();
        node.waiting().forEach(name -> effective.putIfAbsent(name, SimulatedParameters.builtIn(name)));
        effective.forEach((name, value) -> settings.add(setting(name, value, node)));
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

    private static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }

    /** What takes a restart is as the server started with it. */
    private static List<Object> setting(String name, String value, SimulatedNode node) {
        SimulatedParameters.Row about = SimulatedParameters.row(name);
        boolean isOld = about.context().equals("postmaster") || node.restartOnly.contains(name);
        String now = isOld ? node.running.getOrDefault(name, about.builtIn()) : value;
        String source = PatroniParameters.isDynamicOnly(name) ? "command line" : "configuration file";
        List<Object> row = new ArrayList<>(List.of(name, SimulatedParameters.inBaseUnits(name, now)));
        row.add(about.unit().orElse(null));
        row.addAll(List.of(
                about.kind(),
                about.context(),
                isOld && !node.running.containsKey(name) ? "default" : source,
                node.waiting().contains(name)));
        return row;
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
