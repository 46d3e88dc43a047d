package dev.patrol.simulator;

import com.google.gson.Gson;
import dev.patrol.definition.Layout;
import dev.patrol.definition.Login;
import dev.patrol.parameters.Effect;
import dev.patrol.parameters.ParameterCatalog;
import dev.patrol.parameters.SharedMemory;
import dev.patrol.problem.Problems;
import dev.patrol.problem.Reason;
import dev.patrol.remote.NodeReading;
import dev.patrol.remote.NodeReading.DataDirectory;
import dev.patrol.remote.NodeReading.RestAnswer;
import dev.patrol.remote.NodeReading.UnitState;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.UnreachableException;
import dev.patrol.testing.Trees;
import dev.patrol.yaml.Secret;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A node of a {@link SimulatedCluster}: its file, its Patroni, its PostgreSQL. */
public final class SimulatedNode {
    static final long WAL = 1_000_000_000;
    private static final Gson GSON = new Gson();
    private static final Map<String, String> CONTROL_KEYS = Map.of(
            "max_connections", "max_connections setting",
            "max_worker_processes", "max_worker_processes setting",
            "max_wal_senders", "max_wal_senders setting",
            "max_prepared_transactions", "max_prepared_xacts setting",
            "max_locks_per_transaction", "max_locks_per_xact setting");

    public final String name;
    public boolean reachable = true;
    public Optional<String> file = Optional.empty();
    public Optional<String> staged = Optional.empty();
    public String mode = "600";
    public boolean nativeEnabled;
    /** The distribution's own server runs, with these settings instead of Patroni's. */
    public boolean nativeRuns;

    public String unit = "inactive";
    public boolean unitEnabled;
    Instant processStarted = Instant.EPOCH;
    Instant stopped = Instant.EPOCH;
    public boolean restSilent;
    public Optional<String> systemIdentifier = Optional.empty();
    public String role = "uninitialized";
    public String state = "stopped";
    public boolean streams;
    /** It has led, and nobody has taken over: the others still stream from it. */
    boolean demoted;

    public long lag;
    public long timeline = 1;
    public boolean pending;
    public int starts;
    public int restarts;
    public int reloads;
    public int writes;
    /** Parameters of which only this server knows that they take a restart, as those of extensions are. */
    public final Set<String> restartOnly = new TreeSet<>();
    /** PostgreSQL's parameters that only a restart changes, as the running server has them. */
    public Map<String, String> running = new TreeMap<>();
    /** Those that wait for a restart, by the server's word. */
    private final Set<String> waiting = new TreeSet<>();
    /** With what it was started instead of what it was to have, and has in its file until Patroni writes that again. */
    final Map<String, String> lifted = new TreeMap<>();
    /** The leader's values of the shared memory parameters, as this node last replayed them. */
    public Map<String, Long> replayed = new TreeMap<>();
    /** The server's own files. */
    public final SimulatedServerFiles files = new SimulatedServerFiles();
    /** What Patroni's process has read of its file. */
    Map<String, Object> loaded = Map.of();

    /** The dynamic configuration as Patroni has applied and saved it. */
    public Optional<Map<String, Object>> applied = Optional.empty();
    /** The same as it stands in PostgreSQL's files. */
    Map<String, Object> inFiles = Map.of();
    /** Its loop stands still, and its REST API answers. */
    public boolean hangs;
    /** It is busy with a change of the dynamic configuration. */
    boolean applies;

    private final SimulatedTime time;

    /** What it had read when its process began. */
    Map<String, Object> opened = Map.of();

    SimulatedNode(String name, SimulatedTime time) {
        this.name = name;
        this.time = time;
        SharedMemory.parameters()
                .forEach(parameter -> replayed.put(parameter, SharedMemory.effective(parameter, null)));
    }

    boolean runsPatroni() {
        return unit.equals("active");
    }

    /** Its process as a whole stands still. */
    boolean isFrozen() {
        return hangs && restSilent;
    }

    boolean runsPostgres() {
        return state.equals("running");
    }

    boolean leads() {
        return role.equals("primary") && runsPostgres();
    }

    boolean mayLead() {
        return !Boolean.TRUE.equals(Trees.map(loaded, "tags").get("nofailover"));
    }

    void requireRest() throws UnreachableException {
        if (!runsPatroni() || restSilent) {
            throw new UnreachableException(Reason.said("Patroni on node '" + name + "' does not answer"));
        }
    }

    /** As Patroni does, by what it has read of its file. */
    void admit(List<Login> logins) throws RejectedException {
        Object password = Trees.map(loaded, "restapi.authentication").get("password");
        if (password != null
                && logins.stream().noneMatch(login -> login.password().reveal().equals(password))) {
            throw new RejectedException(Reason.said("Patroni answered 401 ('not authenticated')"));
        }
    }

    void requireText(Optional<Secret> before) throws RejectedException {
        if (!file.equals(before.map(Secret::reveal))) {
            throw new RejectedException(Reason.said("the file on '" + name + "' changed meanwhile; run again"));
        }
    }

    /** A file that Patroni cannot read changes nothing in what it has. */
    void load() {
        tree().ifPresent(tree -> loaded = tree);
    }

    /** Patroni's process begins. */
    void open(Instant now) {
        processStarted = now;
        load();
        opened = loaded;
    }

    public Optional<Map<String, Object>> tree() {
        return file.flatMap(text -> YamlReader.readNodeFile(name, text, new Problems()))
                .filter(YamlMap.class::isInstance)
                .map(map -> ((YamlMap) map).plain());
    }

    /** What the server would have after a restart as a primary. */
    Map<String, String> wanted(Map<String, Object> dynamic) {
        Map<String, String> wanted = new TreeMap<>();
        Map<String, Object> shared = Trees.map(dynamic, "postgresql.parameters");
        restartOnly(shared, wanted);
        Map<String, String> own = new TreeMap<>();
        restartOnly(Trees.map(loaded, "postgresql.parameters"), own);
        restartOnly(files.altered, own);
        own.keySet().removeAll(SharedMemory.parameters());
        wanted.putAll(own);
        SharedMemory.parameters()
                .forEach(name -> wanted.put(name, String.valueOf(SharedMemory.effective(name, shared.get(name)))));
        return wanted;
    }

    private void restartOnly(Map<String, ?> parameters, Map<String, String> into) {
        parameters.forEach((name, value) -> {
            if (ParameterCatalog.effectOf(name) == Effect.RESTART || restartOnly.contains(name)) {
                into.put(name, String.valueOf(value));
            }
        });
    }

    /** PostgreSQL starts. A standby never takes less shared memory than it has replayed (Patroni's config.py). */
    void start(Map<String, Object> dynamic) {
        running = wanted(dynamic);
        if (!role.equals("primary")) {
            replayed.forEach((name, value) -> running.merge(
                    name, String.valueOf(value), (a, b) -> Long.parseLong(a) >= Long.parseLong(b) ? a : b));
        } else {
            replay(this);
        }
        state = "running";
        starts++;
        waiting.clear();
        files.started(time.now());
        applied = Optional.of(Trees.copy(dynamic));
        inFiles = dynamic;
        judgePending(dynamic);
        lifted.clear();
        differing(wanted(dynamic)).forEach(name -> lifted.put(name, running.get(name)));
    }

    Instant now() {
        return time.now();
    }

    /** The server is told to read its files. */
    void readFiles(Map<String, Object> dynamic) {
        if (runsPostgres() && files.read(time.now())) {
            letWait(dynamic);
        }
    }

    /** Somebody has it do that, with the files as Patroni wrote them last. */
    public void readFiles() {
        readFiles(applied.orElse(Map.of()));
    }

    /** Patroni finds the server running and leaves it as it is; that a restart is pending shows after a reload. */
    void takeOver() {
        running = wanted(Map.of());
        running.put("listen_addresses", "localhost");
        replay(this);
        nativeRuns = false;
        state = "running";
        starts++;
        waiting.clear();
        files.started(time.now());
    }

    boolean listensLocally() {
        return "localhost".equals(running.get("listen_addresses"));
    }

    /** Patroni compares what its server runs with, and asks it what waits for a restart. */
    void judgePending(Map<String, Object> dynamic) {
        pending = runsPostgres() && !reasons(dynamic).isEmpty();
    }

    /** Patroni has nothing to write, and so it compares, and does not ask. */
    void comparePending(Map<String, Object> dynamic) {
        pending = runsPostgres() && !differing(wanted(dynamic)).isEmpty();
    }

    /**
     * The server lets a parameter wait until it finds in its files what it runs with: one that is taken out waits on, and
     * one with which it started begins to wait (guc-file.l, ProcessConfigFileInternal).
     */
    private void letWait(Map<String, Object> dynamic) {
        Map<String, String> wanted = wanted(dynamic);
        lifted.clear();
        waiting.removeAll(wanted.keySet());
        waiting.addAll(differing(wanted));
    }

    /** Where the server would not go on with what it runs with, one that it is no longer told included. */
    private Set<String> differing(Map<String, String> wanted) {
        Set<String> names = new TreeSet<>(wanted.keySet());
        names.removeIf(name -> SimulatedParameters.areEqual(name, wanted.get(name), runningValue(name)));
        running.keySet().stream().filter(name -> !wanted.containsKey(name)).forEach(names::add);
        return names;
    }

    String runningValue(String name) {
        return running.getOrDefault(name, SimulatedParameters.builtIn(name));
    }

    /** What the server itself says, whatever Patroni knows of it. */
    Set<String> waiting() {
        return waiting;
    }

    private Map<String, Map<String, String>> reasons(Map<String, Object> dynamic) {
        Map<String, String> wanted = wanted(dynamic);
        Map<String, Map<String, String>> reasons = new TreeMap<>();
        Set<String> names = differing(wanted);
        names.addAll(waiting);
        names.forEach(name -> {
            String now = SimulatedParameters.shown(name, runningValue(name));
            String then = wanted.getOrDefault(name, SimulatedParameters.builtIn(name));
            reasons.put(name, Map.of("old_value", now, "new_value", SimulatedParameters.shown(name, then)));
        });
        return reasons;
    }

    void replay(SimulatedNode leader) {
        SharedMemory.parameters().forEach(name -> replayed.put(name, Long.valueOf(leader.running.get(name))));
    }

    boolean hasTooLittleFor(SimulatedNode leader) {
        return SharedMemory.parameters().stream()
                .anyMatch(name -> Long.parseLong(running.get(name)) < Long.parseLong(leader.running.get(name)));
    }

    NodeReading reading(SimulatedCluster cluster, Layout.Units units, boolean isGlance) {
        Map<String, RestAnswer> rest = new HashMap<>();
        if (runsPatroni() && !restSilent) {
            rest.put("/patroni", new RestAnswer(200, GSON.toJson(patroni(cluster))));
            rest.put(
                    "/cluster",
                    cluster.dcsDown ? new RestAnswer(503, "") : new RestAnswer(200, GSON.toJson(cluster.topology())));
            rest.put(
                    "/config",
                    cluster.config
                            .filter(config -> !cluster.dcsDown)
                            .map(config -> new RestAnswer(200, GSON.toJson(config)))
                            .orElse(new RestAnswer(502, "")));
        }
        return new NodeReading(
                file.map(text -> new NodeReading.ConfigFile(
                        NodeReading.FileText.of(text), mode, "postgres:postgres", Optional.empty())),
                Map.of(
                        units.patroni(),
                        new UnitState(unit, unitEnabled ? "enabled" : "disabled"),
                        units.postgresql(),
                        new UnitState("inactive", nativeEnabled ? "enabled" : "disabled")),
                new DataDirectory(
                        systemIdentifier.isPresent() ? DataDirectory.Kind.INITIALISED : DataDirectory.Kind.ABSENT,
                        controlData(),
                        applied.map(GSON::toJson)),
                rest,
                rest.isEmpty() ? Optional.empty() : Optional.of("http://127.0.0.1:" + restPort()),
                rest.isEmpty() ? Optional.of(Reason.said("connection refused")) : Optional.empty(),
                runsPatroni()
                        ? new NodeReading.PatroniProcess(Optional.of(processStarted), Map.of())
                        : NodeReading.PatroniProcess.NONE,
                isGlance ? NodeReading.ServerReading.NONE : files.reading(inFiles, this));
    }

    /** Patroni opens its REST API as it starts; see {@link SimulatedCluster#restartPatroni}. */
    private String restPort() {
        Object listen = Trees.map(opened, "restapi").getOrDefault("listen", "0.0.0.0:8008");
        return String.valueOf(listen).replaceFirst(".*:", "");
    }

    private Map<String, String> controlData() {
        Map<String, String> control = new HashMap<>();
        systemIdentifier.ifPresent(identifier -> {
            control.put("Database system identifier", identifier);
            replayed.forEach((name, value) -> control.put(CONTROL_KEYS.get(name), String.valueOf(value)));
        });
        return control;
    }

    private Map<String, Object> patroni(SimulatedCluster cluster) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", state);
        json.put("role", role.equals("primary") ? cluster.wordForPrimary : role);
        json.put(
                "patroni",
                Map.of("version", cluster.isOld() ? "3.0.2" : "4.0.7", "scope", cluster.scope(), "name", name));
        json.put("tags", Trees.map(loaded, "tags"));
        systemIdentifier.ifPresent(identifier -> json.put("database_system_identifier", identifier));
        if (cluster.isUnlocked()) {
            json.put("cluster_unlocked", true);
        }
        if (cluster.isPaused()) {
            json.put("pause", true);
        }
        if (runsPostgres()) {
            json.put("postmaster_start_time", "start number " + starts);
            json.put("timeline", timeline);
            json.put("xlog", Map.of(leads() ? "location" : "replayed_location", WAL - lag));
        }
        if (pending) {
            json.put("pending_restart", true);
            if (!cluster.isOld()) {
                json.put("pending_restart_reason", reasons(cluster.config.orElse(Map.of())));
            }
        }
        if (leads() || demoted) {
            json.put("replication", cluster.followersOf(this));
        }
        return json;
    }

    List<String> fitness() {
        return List.of(name, String.valueOf(reachable), state, String.valueOf(streams));
    }
}
