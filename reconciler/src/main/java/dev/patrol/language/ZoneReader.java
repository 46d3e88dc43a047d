package dev.patrol.language;

import static java.util.Objects.requireNonNull;

import dev.patrol.address.HostPort;
import dev.patrol.address.ListenAddress;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.Layout;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.Policy;
import dev.patrol.definition.RestEndpoint;
import dev.patrol.definition.Scope;
import dev.patrol.definition.SshTarget;
import dev.patrol.keys.KeyValues;
import dev.patrol.layout.ClusterFrame;
import dev.patrol.layout.LayoutPreset;
import dev.patrol.layout.NodeFrame;
import dev.patrol.presets.DynamicTree;
import dev.patrol.presets.LocalTree;
import dev.patrol.presets.PgEdgePreset;
import dev.patrol.presets.Trees;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.rules.ClusterDraft;
import dev.patrol.rules.ClusterRules;
import dev.patrol.rules.DynamicRules;
import dev.patrol.rules.HbaRules;
import dev.patrol.rules.IgnoreRules;
import dev.patrol.rules.LockOutRules;
import dev.patrol.rules.ParameterRules;
import dev.patrol.rules.RawKeys;
import dev.patrol.rules.RequiredKeys;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.YamlMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes one Patroni cluster of a file: of one of its zones, or of the whole file where it has none. */
final class ZoneReader {
    /**
     * A file of {@code clusters/} over the fleet's defaults.
     *
     * @param neighbours the addresses of the nodes of all zones
     */
    record Definition(
            String cluster,
            Location location,
            DefinitionFile fleet,
            DefinitionFile file,
            Collection<String> neighbours) {}

    /**
     * What the file says of one zone only.
     *
     * @param number the zone's; 1 for a file without zones, as pgEdge's role has it
     */
    record Zone(ClusterName cluster, String number, Location location, KeyValues accepted, KeyValues written) {}

    private final Definition definition;
    private final Zone zone;
    private final Problems problems;
    private final YamlMap nodes;
    private final List<DefinitionFile.Raw> raws;
    private final YamlMap writtenNodes;

    private ZoneReader(Definition definition, Zone zone, KeyValues accepted, KeyValues written) {
        this.definition = definition;
        this.zone = zone;
        this.problems = definition.file().problems();
        this.nodes = accepted.map("nodes");
        this.writtenNodes = written.map("nodes");
        RawKeys keys = new RawKeys(problems);
        this.raws = List.of(
                definition.fleet().raw(),
                definition.file().raw(),
                new DefinitionFile.Raw(keys.local(zone.accepted()), keys.dynamic(zone.accepted())));
    }

    static ClusterDraft draft(Definition definition, Zone zone) {
        new HbaRules(definition.file().problems()).check(zone.written().items("hba"));
        return new ZoneReader(definition, zone, zone.accepted(), zone.written()).draft();
    }

    static ClusterDraft draft(Definition definition) {
        DefinitionFile file = definition.file();
        ClusterName name = new ClusterName(definition.cluster());
        Zone whole = new Zone(name, "1", definition.location(), KeyValues.NONE, KeyValues.NONE);
        return new ZoneReader(definition, whole, file.accepted(), file.written()).draft();
    }

    private ClusterDraft draft() {
        checkNodes();
        ClusterFrame frame = frame();
        YamlMap dynamic = DynamicTree.of(
                frame.settings(), raws.stream().map(DefinitionFile.Raw::dynamic).toList());
        new DynamicRules(new KeyValues(dynamic), definition.location(), problems)
                .check(writtenNodes.entries().size(), frame.names().version());
        new ClusterRules(frame, problems).check();
        Trees trees = new Trees(dynamic, local(frame));
        Policy policy = PolicyReader.read(frame, written(), problems);
        new IgnoreRules(frame, trees, problems).check();
        boolean isNamed = definition.file().accepted().text("cluster").isPresent();
        Optional<ClusterDraft.Content> content =
                isPlaced(frame) && !trees.local().isEmpty()
                        ? Optional.of(new ClusterDraft.Content(
                                frame,
                                definition(frame, policy, trees),
                                trees,
                                definition.fleet().written().root(),
                                definition.file().written().root()))
                        : Optional.empty();
        content.ifPresent(found -> new LockOutRules(found.definition(), trees, problems).check());
        return new ClusterDraft(zone.cluster(), isNamed, zone.location(), content, problems);
    }

    private static ClusterDefinition definition(ClusterFrame frame, Policy policy, Trees trees) {
        return new ClusterDefinition(
                frame.name(),
                frame.location(),
                frame.scope(),
                frame.etcd(),
                policy,
                ConfigTree.of(trees.dynamic()),
                frame.nodes().stream()
                        .map(node ->
                                definition(node, requireNonNull(trees.local().get(node.name()))))
                        .toList());
    }

    /** What the nodes' own levels must have, each alone and together with what they inherit. */
    private void checkNodes() {
        KeyValues shared = shared(KeyValues.NONE, written());
        RequiredKeys required = new RequiredKeys(shared, definition.location(), problems);
        boolean isComplete = definition.file().hasKeys() && !definition.fleet().isUnreadable();
        if (isComplete && writtenNodes.entries().isEmpty()) {
            required.check(KeyValues.NONE, definition.location());
        }
        writtenNodes.entries().values().forEach(entry -> {
            KeyValues node = entry.value() instanceof YamlMap map ? new KeyValues(map) : KeyValues.NONE;
            new HbaRules(problems).check(node.items("hba"));
            if (isComplete) {
                required.check(node, entry.keyLocation());
            }
        });
    }

    // Where layout or version are missing, any will do to find the other mistakes; no definition comes of it.
    private static boolean isPlaced(ClusterFrame frame) {
        return frame.settings().has("postgresql.version")
                && frame.nodes().stream().allMatch(node -> node.settings().has("layout"));
    }

    private ClusterFrame frame() {
        KeyValues said = inherited(KeyValues.NONE);
        LayoutPreset preset = said.text("layout")
                .or(this::layoutOfFirstNode)
                .map(LayoutPreset::of)
                .orElse(LayoutPreset.EL);
        long version = said.whole("postgresql.version", 17);
        String scope = said.text("patroni.scope").orElseGet(() -> preset.scope(definition.cluster(), version));
        LayoutPreset.Names names = new LayoutPreset.Names(definition.cluster(), version, scope);
        Layout places = preset.layout(names, said);
        KeyValues settings = preset.isPgEdge() ? inherited(PgEdgePreset.of(preset, said, places, zone.number())) : said;
        List<NodeFrame> frames = new ArrayList<>();
        nodes.entries().forEach((key, entry) -> {
            KeyValues own = new KeyValues((YamlMap) entry.value());
            own.text("address").ifPresent(address -> frames.add(node(key, entry, settings, names)));
        });
        Scope path = new Scope(settings.text("patroni.namespace").orElse(preset.namespace()), scope);
        return new ClusterFrame(
                zone.cluster(), zone.location(), settings, preset, names, path, definition.neighbours(), frames);
    }

    private static NodeFrame node(String name, YamlMap.Entry entry, KeyValues inherited, LayoutPreset.Names names) {
        KeyValues own = new KeyValues((YamlMap) entry.value());
        KeyValues merged = inherited.under(own);
        LayoutPreset preset = merged.text("layout").map(LayoutPreset::of).orElse(LayoutPreset.EL);
        return new NodeFrame(
                new NodeName(name),
                entry.keyLocation(),
                own,
                merged,
                own.text("address").orElseThrow(),
                preset,
                preset.layout(names, merged));
    }

    private Optional<String> layoutOfFirstNode() {
        return nodes.entries().values().stream()
                .findFirst()
                .flatMap(node -> new KeyValues((YamlMap) node.value()).text("layout"));
    }

    /** What the nodes inherit, over a preset. */
    private KeyValues inherited(KeyValues preset) {
        return shared(
                preset, List.of(definition.fleet().accepted(), definition.file().accepted(), zone.accepted()));
    }

    private List<KeyValues> written() {
        return List.of(definition.fleet().written(), definition.file().written(), zone.written());
    }

    private static KeyValues shared(KeyValues preset, List<KeyValues> levels) {
        return levels.stream()
                .map(level -> level.without("nodes").without("zones"))
                .reduce(preset, KeyValues::under);
    }

    private SortedMap<NodeName, YamlMap> local(ClusterFrame frame) {
        SortedMap<NodeName, YamlMap> local = new TreeMap<>();
        frame.nodes().forEach(node -> local.put(node.name(), local(frame, node)));
        return local;
    }

    private YamlMap local(ClusterFrame frame, NodeFrame node) {
        List<YamlMap> over = new ArrayList<>();
        raws.forEach(raw -> over.add(raw.local()));
        over.add(new RawKeys(problems).local(node.own()));
        YamlMap local = LocalTree.of(frame, node, over);
        long version = frame.names().version();
        KeyValues file = new KeyValues(local);
        new HbaRules(problems).checkVersion(file.items("postgresql.pg_hba"), version);
        new ParameterRules(version, problems).checkLocal(file.map("postgresql.parameters"));
        return local;
    }

    private static NodeDefinition definition(NodeFrame node, YamlMap local) {
        KeyValues merged = node.settings();
        HostPort ssh = new HostPort(node.own().text("ssh.host").orElse(node.address()), merged.port("ssh.port", 22));
        String listen = merged.text("restapi.listen").orElse("0.0.0.0");
        String scheme = merged.has("restapi.certfile") ? "https" : "http";
        return new NodeDefinition(
                node.name(),
                node.location(),
                node.member(),
                new NodeDefinition.Server(node.address(), (int) merged.whole("postgresql.version", 17)),
                new SshTarget(ssh, merged.text("ssh.user")),
                node.layout(),
                new RestEndpoint(
                        scheme,
                        new HostPort(ListenAddress.local(listen), node.rest().port())),
                ConfigTree.of(local));
    }
}
