package dev.patrol.testing;

import dev.patrol.address.HostPort;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.RestEndpoint;
import dev.patrol.observe.FileSeen;
import dev.patrol.observe.MemberSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.observe.Role;
import dev.patrol.problem.Reason;
import dev.patrol.remote.NodeReading.DataDirectory;
import dev.patrol.remote.NodeReading.FileTimes;
import dev.patrol.remote.NodeReading.PatroniProcess;
import dev.patrol.remote.NodeReading.UnitState;
import dev.patrol.remote.Unread;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** One node of a {@link Sketch}; fields as tests set them. */
public final class NodeSketch {
    private static final long WAL = 1_000_000_000;

    final String name;
    public Role role = Role.OTHER;
    public String state = "running";
    public boolean unreachable;
    public boolean streams = true;
    public boolean synchronous;
    /** Tags that Patroni shows, besides those of the file. */
    public final Map<String, Object> tags = new HashMap<>();

    public long lag;
    /** Patroni shows no WAL position. */
    public boolean hidesWal;

    public long timeline = 3;
    public boolean pending;
    public List<String> reasons = List.of();
    public Optional<String> scheduledRestart = Optional.empty();
    public boolean paused;
    public boolean unlocked;
    public Optional<String> scope = Optional.empty();
    public boolean answers = true;
    public int restPort = 8008;
    public Optional<String> ownSystemIdentifier = Optional.empty();
    public boolean file = true;
    public Optional<String> brokenFile = Optional.empty();
    /** Comments at the top of its file. */
    public String comments = "";

    public String mode = "600";
    public String owner = "postgres:postgres";
    public boolean untagged;
    public Optional<String> shownTag = Optional.empty();
    public String patroni = "active";
    public String patroniEnabled = "enabled";
    public String nativeEnabled = "disabled";
    public DataDirectory.Kind data = DataDirectory.Kind.INITIALISED;
    public final Map<String, String> controlData = new HashMap<>();
    public Optional<FileTimes> times = Optional.empty();
    public PatroniProcess process = PatroniProcess.NONE;
    public Optional<ServerSketch> server = Optional.empty();
    public String patroniVersion = "4.0.7";
    final List<Consumer<Map<String, Object>>> edits = new ArrayList<>();

    private NodeSketch(String name) {
        this.name = name;
        controlData.put("max_connections setting", "100");
        controlData.put("max_worker_processes setting", "8");
        controlData.put("max_wal_senders setting", "10");
        controlData.put("max_prepared_xacts setting", "0");
        controlData.put("max_locks_per_xact setting", "64");
    }

    /** What a node knows of its cluster. */
    record Cluster(
            String scope,
            String systemIdentifier,
            List<String> followers,
            List<String> synchronous,
            Optional<ConfigTree> dynamic) {}

    static NodeSketch running(String name, Role role) {
        NodeSketch node = new NodeSketch(name);
        node.role = role;
        return node;
    }

    static NodeSketch fresh(String name) {
        NodeSketch node = new NodeSketch(name);
        node.file = false;
        node.data = DataDirectory.Kind.EMPTY;
        node.controlData.clear();
        node.patroniEnabled = "disabled";
        node.stop();
        return node;
    }

    static NodeSketch unreachable(String name) {
        NodeSketch node = new NodeSketch(name);
        node.unreachable = true;
        return node;
    }

    void stop() {
        patroni = "inactive";
        answers = false;
        streams = false;
    }

    NodeSeen seen(Cluster cluster, ConfigTree writtenBefore) {
        Map<String, Object> tree = Trees.copy(writtenBefore);
        if (!untagged) {
            Trees.set(tree, "tags.patrol", "tag");
        }
        Map<String, Object> tags = new LinkedHashMap<>(Trees.map(tree, "tags"));
        tags.putAll(this.tags);
        shownTag.ifPresent(tag -> tags.put("patrol", tag));
        edits.forEach(edit -> edit.accept(tree));
        Map<String, String> control = new HashMap<>(controlData);
        if (data == DataDirectory.Kind.INITIALISED) {
            control.put("Database system identifier", ownSystemIdentifier.orElse(cluster.systemIdentifier()));
        }
        return new NodeSeen(
                new NodeName(name),
                file ? Optional.of(file(tree)) : Optional.empty(),
                Map.of(
                        Wanted.PATRONI_UNIT,
                        new UnitState(patroni, patroniEnabled),
                        Wanted.NATIVE_UNIT,
                        new UnitState("inactive", nativeEnabled)),
                new DataDirectory(data, control, Optional.empty()),
                answers ? Optional.of(member(cluster, tags)) : Optional.empty(),
                answers ? cluster.dynamic() : Optional.empty(),
                answers ? Optional.of(new RestEndpoint("http", new HostPort("127.0.0.1", restPort))) : Optional.empty(),
                answers ? Optional.empty() : Optional.of(Reason.said("connection refused")),
                process,
                server.map(files -> files.seen(cluster.dynamic().orElse(ConfigTree.EMPTY), ConfigTree.of(tree))),
                Optional.empty());
    }

    private FileSeen file(Map<String, Object> tree) {
        Optional<ConfigTree> content = brokenFile.isPresent() ? Optional.empty() : Optional.of(ConfigTree.of(tree));
        String text = brokenFile.orElse(comments + "the text of " + name);
        Optional<Reason> unread = brokenFile.map(any -> Unread.FILE_NOT_YAML.with("file", "/etc/patroni/patroni.yml"));
        return new FileSeen(new Secret(text), content, unread, mode, owner, times);
    }

    private MemberSeen member(Cluster cluster, Map<String, Object> tags) {
        Map<String, MemberSeen.OldAndNew> why = new HashMap<>();
        reasons.forEach(parameter -> why.put(parameter, new MemberSeen.OldAndNew("1", "2")));
        return new MemberSeen(
                role,
                state,
                timeline,
                hidesWal ? OptionalLong.empty() : OptionalLong.of(WAL - lag),
                Optional.of("2026-01-01 00:00:00"),
                new MemberSeen.Restart(pending, why, scheduledRestart),
                new MemberSeen.Conditions(paused, unlocked),
                new MemberSeen.Identity(
                        scope.orElse(cluster.scope()), patroniVersion, Optional.of(cluster.systemIdentifier())),
                role.leads()
                        ? cluster.followers().stream()
                                .map(follower -> new MemberSeen.Follower(
                                        follower,
                                        "streaming",
                                        cluster.synchronous().contains(follower) ? "sync" : "async"))
                                .toList()
                        : List.of(),
                ConfigTree.of(tags));
    }
}
