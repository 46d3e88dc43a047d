package dev.patrol.definition;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
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
    record Zone(ClusterName cluster, String number, Location location, Settings accepted, Settings written) {}

    private final Definition definition;
    private final Zone zone;
    private final Problems problems;
    private final YamlMap nodes;
    private final YamlMap writtenNodes;

    private ZoneReader(Definition definition, Zone zone, Settings accepted, Settings written) {
        this.definition = definition;
        this.zone = zone;
        this.problems = definition.file().problems();
        this.nodes = accepted.map("nodes");
        this.writtenNodes = written.map("nodes");
    }

    static ClusterDraft draft(Definition definition, Zone zone) {
        HbaLines.check(zone.written().items("hba"), definition.file().problems());
        return new ZoneReader(definition, zone, zone.accepted(), zone.written()).draft();
    }

    static ClusterDraft draft(Definition definition) {
        DefinitionFile file = definition.file();
        ClusterName name = new ClusterName(definition.cluster());
        Zone whole = new Zone(name, "1", definition.location(), Settings.NONE, Settings.NONE);
        return new ZoneReader(definition, whole, file.accepted(), file.written()).draft();
    }

    private ClusterDraft draft() {
        checkNodes();
        ClusterFrame frame = frame();
        YamlMap dynamic = DynamicTree.of(
                frame.settings(),
                raws().stream().map(DefinitionFile.Raw::dynamic).toList());
        new DynamicRules(dynamic, definition.location(), problems)
                .check(writtenNodes.entries().size(), frame.names().version());
        new ClusterRules(frame, problems).check();
        SortedMap<NodeName, YamlMap> local = new TreeMap<>();
        frame.nodes().forEach(node -> local.put(node.name(), local(frame, node)));
        new ReachRules(frame, local, problems).check();
        boolean isNamed = definition.file().accepted().text("cluster").isPresent();
        Optional<ClusterDraft.Content> content = isPlaced(frame) && !local.isEmpty()
                ? Optional.of(new ClusterDraft.Content(
                        frame,
                        definition(frame, dynamic, local),
                        new Explainer.Trees(dynamic, local, definition.fleet(), definition.file())))
                : Optional.empty();
        return new ClusterDraft(zone.cluster(), isNamed, zone.location(), content, problems);
    }

    private static ClusterDefinition definition(
            ClusterFrame frame, YamlMap dynamic, SortedMap<NodeName, YamlMap> local) {
        return new ClusterDefinition(
                frame.name(),
                frame.location(),
                frame.scope(),
                frame.etcd(),
                frame.settings().flag("paused"),
                dynamic.plain(),
                frame.nodes().stream()
                        .map(node -> definition(node, local.get(node.name())))
                        .toList());
    }

    /** What the nodes' own levels must have, each alone and together with what they inherit. */
    private void checkNodes() {
        Settings shared = shared(
                Settings.NONE,
                List.of(definition.fleet().written(), definition.file().written(), zone.written()));
        boolean isComplete = definition.file().hasKeys() && !definition.fleet().isUnreadable();
        List<Settings> nodesToCheck = new ArrayList<>();
        writtenNodes.entries().values().stream()
                .filter(entry -> entry.value() instanceof YamlMap)
                .map(entry -> new Settings((YamlMap) entry.value()))
                .forEach(nodesToCheck::add);
        nodesToCheck.forEach(node -> HbaLines.check(node.items("hba"), problems));
        if (nodesToCheck.isEmpty()) {
            nodesToCheck.add(Settings.NONE);
        }
        if (isComplete) {
            nodesToCheck.forEach(node -> new RequiredKeys(shared.under(node), definition.location(), problems).check());
        }
    }

    // Where layout or version are missing, any will do to find the other mistakes; no definition comes of it.
    private static boolean isPlaced(ClusterFrame frame) {
        return frame.settings().find("postgresql.version").isPresent()
                && frame.nodes().stream()
                        .allMatch(node -> node.settings().find("layout").isPresent());
    }

    private ClusterFrame frame() {
        Settings said = inherited(Settings.NONE);
        LayoutPreset preset = said.text("layout")
                .or(this::layoutOfFirstNode)
                .map(LayoutPreset::of)
                .orElse(LayoutPreset.EL);
        long version = said.whole("postgresql.version", 17);
        String scope = said.text("patroni.scope").orElseGet(() -> preset.scope(definition.cluster(), version));
        LayoutPreset.Names names = new LayoutPreset.Names(definition.cluster(), version, scope);
        Layout places = preset.layout(names).with(said);
        Settings settings = preset.isPgEdge() ? inherited(PgEdgePreset.of(preset, said, places, zone.number())) : said;
        List<NodeFrame> frames = new ArrayList<>();
        nodes.entries().forEach((key, entry) -> {
            Settings own = new Settings((YamlMap) entry.value());
            own.text("address").ifPresent(address -> frames.add(node(key, entry, settings, names)));
        });
        Scope path = new Scope(settings.text("patroni.namespace").orElse(preset.namespace()), scope);
        return new ClusterFrame(
                zone.cluster(), zone.location(), settings, preset, names, path, definition.neighbours(), frames);
    }

    private static NodeFrame node(String name, YamlMap.Entry entry, Settings inherited, LayoutPreset.Names names) {
        Settings own = new Settings((YamlMap) entry.value());
        Settings merged = inherited.under(own);
        LayoutPreset preset = merged.text("layout").map(LayoutPreset::of).orElse(LayoutPreset.EL);
        return new NodeFrame(
                new NodeName(name),
                entry.keyLocation(),
                own,
                merged,
                own.text("address").orElseThrow(),
                preset,
                preset.layout(names).with(merged));
    }

    private Optional<String> layoutOfFirstNode() {
        return nodes.entries().values().stream()
                .findFirst()
                .flatMap(node -> new Settings((YamlMap) node.value()).text("layout"));
    }

    /** What the nodes inherit, over a preset. */
    private Settings inherited(Settings preset) {
        return shared(
                preset, List.of(definition.fleet().accepted(), definition.file().accepted(), zone.accepted()));
    }

    private static Settings shared(Settings preset, List<Settings> levels) {
        return levels.stream()
                .map(level -> level.without("nodes").without("zones"))
                .reduce(preset, Settings::under);
    }

    private List<DefinitionFile.Raw> raws() {
        RawKeys keys = new RawKeys(problems);
        return List.of(
                definition.fleet().raw(),
                definition.file().raw(),
                new DefinitionFile.Raw(keys.local(zone.accepted()), keys.dynamic(zone.accepted())));
    }

    private YamlMap local(ClusterFrame frame, NodeFrame node) {
        List<YamlMap> raws = new ArrayList<>();
        raws().forEach(raw -> raws.add(raw.local()));
        raws.add(new RawKeys(problems).local(node.own()));
        YamlMap local = LocalTree.of(frame, node, raws);
        new ParameterRules(frame.names().version(), problems)
                .checkLocal(new Settings(local).map("postgresql.parameters"));
        return local;
    }

    private static NodeDefinition definition(NodeFrame node, YamlMap local) {
        Settings merged = node.settings();
        HostPort ssh = new HostPort(node.own().text("ssh.host").orElse(node.address()), merged.port("ssh.port", 22));
        String listen = merged.text("restapi.listen").orElse("0.0.0.0");
        String scheme = merged.find("restapi.certfile").isPresent() ? "https" : "http";
        return new NodeDefinition(
                node.name(),
                node.location(),
                node.member(),
                new SshTarget(ssh, merged.text("ssh.user")),
                node.layout(),
                new RestEndpoint(
                        scheme,
                        new HostPort(ListenAddress.local(listen), node.rest().port())),
                local.plain());
    }
}
