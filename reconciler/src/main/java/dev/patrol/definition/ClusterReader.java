package dev.patrol.definition;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one cluster's file over the fleet's defaults.
 *
 * <ol>
 *   <li>Each file alone: YAML, then keys and kinds. What is wrong is reported and left out.
 *   <li>Fleet, cluster and node are laid over each other.
 *   <li>The trees of the DCS and of each node's file are built, with the place of every value.
 *   <li>The rules look at the trees, so that raw keys count as well.
 * </ol>
 *
 * Each step goes on with what the one before could make sense of, so that all mistakes show at once.
 */
final class ClusterReader {
    private final DefinitionFile fleet;
    private final DefinitionFile file;
    private final Problems problems;
    private final Settings settings;
    private final ClusterName name;
    private final Location location;

    private ClusterReader(DefinitionFile fleet, DefinitionFile file) {
        this.fleet = fleet;
        this.file = file;
        this.problems = file.problems();
        this.settings = Settings.NONE.under(fleet.accepted()).under(file.accepted());
        this.name = new ClusterName(settings.text("cluster").orElseGet(() -> nameOf(file.path())));
        this.location = settings.find("cluster").map(YamlNode::location).orElse(Location.ofFile(file.path()));
    }

    static ClusterDraft read(DefinitionFile fleet, String path, String text) {
        DefinitionFile file = DefinitionFile.read(path, text, DefinitionKeys.cluster());
        if (!file.hasKeys() && !file.isUnreadable()) {
            file.problems().error(Location.ofFile(path), "the file is empty; define a cluster in it or remove it");
        }
        return new ClusterReader(fleet, file).draft();
    }

    private ClusterDraft draft() {
        if (file.hasKeys() && !fleet.isUnreadable()) {
            Settings written = Settings.NONE.under(fleet.written()).under(file.written());
            new RequiredKeys(written, location, problems).check();
        }
        YamlMap dynamic = DynamicTree.of(
                settings, List.of(fleet.raw().dynamic(), file.raw().dynamic()));
        int nodes = file.written().map("nodes").entries().size();
        new DynamicRules(dynamic, location, problems).check(nodes);
        ClusterFrame frame = frame();
        new ClusterRules(frame, problems).check();
        List<NodeDefinition> definitions =
                frame.nodes().stream().map(node -> definition(frame, node)).toList();
        boolean isNamed = settings.text("cluster").isPresent();
        if (!isPlaced() || definitions.isEmpty()) {
            return new ClusterDraft(name, isNamed, location, Optional.empty(), Optional.empty(), problems);
        }
        ClusterDefinition definition = new ClusterDefinition(
                name, location, frame.scope(), frame.etcd(), settings.flag("paused"), dynamic.plain(), definitions);
        return new ClusterDraft(name, isNamed, location, Optional.of(frame), Optional.of(definition), problems);
    }

    // Where layout or version are missing, any will do to find the other mistakes; no definition comes of it.
    private boolean isPlaced() {
        return settings.find("layout").isPresent()
                && settings.find("postgresql.version").isPresent();
    }

    private ClusterFrame frame() {
        LayoutPreset preset = settings.text("layout").map(LayoutPreset::of).orElse(LayoutPreset.EL);
        long version = settings.whole("postgresql.version", 17);
        Scope scope = new Scope(
                settings.text("patroni.namespace").orElse(preset.namespace()),
                settings.text("patroni.scope").orElse(preset.scope(name.value(), version)));
        Settings shared = shared();
        List<NodeFrame> nodes = new ArrayList<>();
        file.accepted().map("nodes").entries().forEach((key, entry) -> {
            Settings own = new Settings((YamlMap) entry.value());
            Settings merged = shared.under(own);
            Layout layout = preset.layout(scope.name(), version, merged);
            own.text("address")
                    .ifPresent(address -> nodes.add(
                            new NodeFrame(new NodeName(key), entry.keyLocation(), own, merged, address, layout)));
        });
        EtcdEndpoints etcd = EtcdSection.endpoints(
                settings,
                nodes.stream()
                        .sorted(Comparator.comparing(NodeFrame::name))
                        .map(NodeFrame::address)
                        .toList());
        return new ClusterFrame(name, location, settings, preset, scope, etcd, nodes);
    }

    /** What a node inherits. */
    private Settings shared() {
        Map<String, YamlMap.Entry> keys = new LinkedHashMap<>(settings.root().entries());
        keys.remove("nodes");
        return new Settings(new YamlMap(settings.root().location(), keys));
    }

    private NodeDefinition definition(ClusterFrame frame, NodeFrame node) {
        YamlMap own = new RawKeys(problems).local(node.own());
        YamlMap local = LocalTree.of(
                frame, node, List.of(fleet.raw().local(), file.raw().local(), own));
        new ParameterRules(problems).checkLocal(new Settings(local).map("postgresql.parameters"));
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

    // For a file that does not say the cluster's name: clusters/eu/Pay.yaml counts as 'pay'.
    private static String nameOf(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "");
        String name =
                file.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-").replaceAll("^[_-]+", "");
        String cut = name.substring(0, Math.min(63, name.length())).replaceAll("[_-]+$", "");
        return cut.isEmpty() ? "unnamed" : cut;
    }
}
