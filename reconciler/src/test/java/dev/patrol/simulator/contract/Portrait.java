package dev.patrol.simulator.contract;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.FileSeen;
import dev.patrol.observe.MemberSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.observe.ServerSeen;
import dev.patrol.parameters.SharedMemory;
import dev.patrol.remote.DcsReading;
import dev.patrol.render.FileTag;
import dev.patrol.render.WantedCluster;
import dev.patrol.testing.Trees;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An observation as lines that are equal where the same is seen: without names, times, addresses and identifiers. */
final class Portrait {
    private static final Pattern TAG = Pattern.compile("(?m)^tags:\n  patrol: .*\n");
    private static final long BEHIND = 16L << 20;
    private static final List<String> WATCHED =
            List.of("max_connections", "track_activity_query_size", "work_mem", "shared_buffers");

    private final Cast cast;
    private final WantedCluster defined;
    private final Memory memory;
    private final ClusterObservation seen;
    private final List<String> lines = new ArrayList<>();

    /** What an observation is seen against: the timeline when the play began, and when each server started last. */
    record Memory(long timeline, Map<String, String> starts, Map<String, Secret> written) {}

    private Portrait(Cast cast, WantedCluster defined, Memory memory, ClusterObservation seen) {
        this.cast = cast;
        this.defined = defined;
        this.memory = memory;
        this.seen = seen;
    }

    static List<String> of(Cast cast, WantedCluster defined, Memory memory, ClusterObservation seen) {
        Portrait portrait = new Portrait(cast, defined, memory, seen);
        portrait.cluster();
        Cast.ALIASES.forEach(portrait::node);
        return portrait.lines;
    }

    private void cluster() {
        line(
                "cluster",
                "leads",
                aliases(seen.leaders().stream().map(Object::toString).toList()));
        line("cluster", "members", aliases(seen.topology().members()));
        line("cluster", "scheduled", seen.topology().scheduledSwitchover().isPresent() ? "switchover" : "nothing");
        line("cluster", "DCS", dcs());
        line("cluster", "dynamic", differences(seen.dynamic()));
    }

    private String dcs() {
        if (seen.dcs().failure().isPresent()) {
            return "silent";
        }
        return seen.dcs().reading().map(this::dcs).orElse("not asked");
    }

    /** What stands in the DCS. */
    static String dcs(Cast cast, WantedCluster defined, DcsReading reading, ClusterObservation seen) {
        return new Portrait(cast, defined, new Memory(0, Map.of(), Map.of()), seen).dcs(reading);
    }

    private String dcs(DcsReading reading) {
        String initialised = reading.initialize()
                .map(identifier ->
                        identifier.isBlank() ? "bootstrap" : identifier.equals(identifier()) ? "same" : "other")
                .orElse("empty");
        return initialised + ", leader " + reading.leader().map(cast::alias).orElse("nobody") + ", members "
                + aliases(reading.members().keySet());
    }

    /** What is not as defined. */
    private String differences(Optional<ConfigTree> found) {
        Map<String, String> differences = new TreeMap<>();
        found.ifPresent(config -> compare("", config.plain(), defined.dynamic().plain(), differences));
        return found.isEmpty() ? "unknown" : differences.isEmpty() ? "as defined" : differences.toString();
    }

    private static void compare(String path, Map<?, ?> one, Map<?, ?> other, Map<String, String> differences) {
        TreeSet<Object> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        for (Object key : keys) {
            Object here = one.get(key);
            Object there = other.get(key);
            if (here instanceof Map<?, ?> below && there instanceof Map<?, ?> against) {
                compare(path + key + ".", below, against, differences);
            } else if (!String.valueOf(here).equals(String.valueOf(there))) {
                differences.put(path + key, String.valueOf(here));
            }
        }
    }

    private void node(String alias) {
        NodeDefinition definition = cast.node(alias);
        Optional<NodeSeen> node = seen.seen(definition.name());
        if (node.isEmpty()) {
            line(alias, "node", "unreachable");
            return;
        }
        NodeSeen found = node.get();
        line(alias, "file", found.file().map(file -> file(definition, file)).orElse("none"));
        line(
                alias,
                "Patroni's unit",
                found.unit(definition.layout().units().patroni()).active());
        line(
                alias,
                "Patroni at boot",
                found.isEnabled(definition.layout().units().patroni()));
        line(
                alias,
                "PostgreSQL at boot",
                found.isEnabled(definition.layout().units().postgresql()));
        line(alias, "Patroni's process", found.process().started().isPresent() ? "runs" : "none");
        line(alias, "data", data(found));
        line(
                alias,
                "REST",
                found.restAt().map(place -> "port " + place.local().port()).orElse("silent"));
        line(alias, "Patroni works with", differences(found.applied()));
        line(alias, "REST failed", found.restFailure().isPresent());
        found.member().ifPresent(member -> member(alias, definition, found, member));
        line(
                alias,
                "server",
                found.server().isPresent() ? "answers" : found.serverFailure().isPresent() ? "silent" : "none");
        found.server().ifPresent(server -> server(alias, definition, server));
    }

    private String file(NodeDefinition definition, FileSeen file) {
        String text = file.text().reveal();
        boolean isDefined = TAG.matcher(text)
                .replaceFirst("")
                .equals(defined.node(definition.name()).text().reveal());
        boolean isWritten = Objects.equals(
                text,
                Optional.ofNullable(memory.written().get(definition.member()))
                        .map(Secret::reveal)
                        .orElse(""));
        return (isDefined ? "as defined, " : "changed, ") + (isWritten ? "as written, " : "not as written, ")
                + file.mode() + " " + file.owner() + ", " + (file.times().isPresent() ? "with" : "without") + " times";
    }

    private String data(NodeSeen node) {
        Map<String, String> control = node.dataDirectory().controlData();
        if (control.isEmpty()) {
            return node.dataDirectory().kind().toString();
        }
        String sizes = SharedMemory.parameters().stream()
                .sorted()
                .map(name -> SharedMemory.runningValue(name, control)
                        .map(String::valueOf)
                        .orElse("?"))
                .collect(Collectors.joining(" "));
        String identifier = control.get("Database system identifier");
        return node.dataDirectory().kind() + " " + (identifier.equals(identifier()) ? "same" : "other") + ", replayed "
                + sizes;
    }

    /** The leader's, or else that of any node with data. */
    private String identifier() {
        return seen.leader()
                .flatMap(seen::seen)
                .map(node -> node.dataDirectory().controlData())
                .or(() -> seen.allSeen().stream()
                        .map(node -> node.dataDirectory().controlData())
                        .filter(control -> !control.isEmpty())
                        .findFirst())
                .map(control -> control.get("Database system identifier"))
                .orElse("");
    }

    private void member(String alias, NodeDefinition definition, NodeSeen node, MemberSeen member) {
        line(alias, "is", member.role() + " " + member.state());
        line(alias, "timeline", member.timeline() == 0 ? "untold" : "+" + (member.timeline() - memory.timeline()));
        line(alias, "lags", lags(member));
        line(alias, "PostgreSQL", started(definition.member(), member));
        line(alias, "pending", pending(member.restart()));
        line(alias, "restart scheduled", member.restart().scheduled().isPresent());
        line(alias, "paused", member.conditions().paused());
        line(alias, "unlocked", member.conditions().unlocked());
        line(alias, "Patroni", member.identity().patroniVersion().replaceFirst("^(\\d+\\.\\d+).*", "$1"));
        line(alias, "scope", member.identity().scope().replaceFirst("^\\d+-", ""));
        line(
                alias,
                "identifier",
                member.identity()
                        .systemIdentifier()
                        .map(own -> own.equals(identifier()) ? "same" : "other")
                        .orElse("none"));
        line(alias, "has read its file", node.hasReadItsFile());
        Map<String, Object> tags = new TreeMap<>(member.tags().plain());
        tags.remove(FileTag.NAME);
        line(alias, "tags", tags);
        line(
                alias,
                "followers",
                member.followers().stream()
                        .map(follower -> cast.alias(follower.applicationName()) + " " + follower.state() + " "
                                + follower.syncState())
                        .sorted()
                        .toList());
    }

    private String lags(MemberSeen member) {
        Optional<MemberSeen> leader = seen.leader().flatMap(seen::member);
        return leader.isEmpty() || leader.get().wal().isEmpty() || member.wal().isEmpty()
                ? "untold"
                : String.valueOf(leader.get().wal().getAsLong() - member.wal().getAsLong() > BEHIND);
    }

    private String started(String name, MemberSeen member) {
        String before = memory.starts().get(name);
        return member.postmasterStarted()
                .map(start -> start.equals(before) ? "runs on" : "started anew")
                .orElse("untold");
    }

    private static String pending(MemberSeen.Restart restart) {
        Map<String, String> reasons = new TreeMap<>();
        restart.reasons().forEach((name, change) -> reasons.put(name, change.oldValue() + " to " + change.newValue()));
        return restart.pending() ? "yes " + reasons : "no";
    }

    private void server(String alias, NodeDefinition definition, ServerSeen server) {
        for (String name : WATCHED) {
            String running = Optional.ofNullable(server.settings().get(name))
                    .filter(setting ->
                            setting.pendingRestart() || !setting.source().equals("default"))
                    .map(setting -> setting.value() + " " + setting.unit().orElse("-") + ", " + setting.kind() + ", "
                            + setting.context() + ", " + setting.source()
                            + (setting.pendingRestart() ? ", pending" : ""))
                    .orElse("default");
            String files = server.configured(name)
                            .map(entry -> ", configured " + entry.value())
                            .orElse("")
                    + server.altered(name)
                            .map(entry -> ", altered " + entry.value())
                            .orElse("");
            line(alias, name, running + files);
        }
        List<String> rules = server.hba()
                .text()
                .lines()
                .map(String::strip)
                .filter(rule -> !rule.isEmpty() && !rule.startsWith("#"))
                .toList();
        List<String> wanted = Trees.list(defined.node(definition.name()).tree().plain(), "postgresql.pg_hba").stream()
                .filter(rule -> !rule.startsWith("#"))
                .toList();
        line(alias, "pg_hba", rules.equals(wanted) ? "as defined" : "edited");
    }

    private String aliases(Collection<String> members) {
        return members.stream().map(cast::alias).sorted().toList().toString();
    }

    private void line(String subject, String name, Object value) {
        lines.add(subject + " " + name + ": " + value);
    }
}
