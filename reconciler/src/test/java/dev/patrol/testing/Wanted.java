package dev.patrol.testing;

import dev.patrol.address.HostPort;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.EtcdEndpoints;
import dev.patrol.definition.Layout;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.Policy;
import dev.patrol.definition.RestEndpoint;
import dev.patrol.definition.Scope;
import dev.patrol.definition.SshTarget;
import dev.patrol.problem.Location;
import dev.patrol.render.RenderedConfig;
import dev.patrol.render.WantedCluster;
import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import dev.patrol.yaml.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What Git wants, in a few words: {@code wanted("pay", "pay-1", "pay-2").local("postgresql.parameters.work_mem",
 * "64MB")}. Renders by hand, so that a test of the core depends on no language and no renderer.
 */
public final class Wanted {
    public static final String DATA_DIR = "/var/lib/postgresql/17/pay";
    public static final String PATRONI_UNIT = "patroni";
    public static final String NATIVE_UNIT = "postgresql";
    public static final Secret REPLICATION_PASSWORD = new Secret("replication-pw");
    public static final Secret REST_PASSWORD = new Secret("rest-pw");

    private final String cluster;
    private final SortedMap<String, Map<String, Object>> nodes = new TreeMap<>();
    private final List<String> order;
    private final Map<String, Object> dynamic = new LinkedHashMap<>();
    private Policy policy = Policy.DEFAULT;
    private int restPort = 8008;
    private EtcdEndpoints.Api api = EtcdEndpoints.Api.V3;

    private Wanted(String cluster, List<String> order) {
        this.cluster = cluster;
        this.order = List.copyOf(order);
    }

    public static Wanted wanted(String cluster, String... nodes) {
        Wanted wanted = new Wanted(cluster, List.of(nodes));
        for (String node : nodes) {
            wanted.nodes.put(node, new LinkedHashMap<>());
            wanted.local(node, "scope", cluster).local(node, "name", node);
        }
        return wanted.local("postgresql.data_dir", DATA_DIR)
                .local("postgresql.authentication.replication.password", REPLICATION_PASSWORD)
                .local("postgresql.parameters.work_mem", "4MB")
                .local("restapi.authentication.username", "patrol")
                .local("restapi.authentication.password", REST_PASSWORD)
                .dynamic("loop_wait", 10L)
                .dynamic("postgresql.parameters.max_connections", 100L);
    }

    public Wanted copy() {
        Wanted copy = new Wanted(cluster, order);
        nodes.forEach((node, tree) -> copy.nodes.put(node, Trees.copy(tree)));
        copy.dynamic.putAll(Trees.copy(dynamic));
        copy.policy = policy;
        copy.restPort = restPort;
        copy.api = api;
        return copy;
    }

    /** A key of every node's file; null takes it away. */
    public Wanted local(String path, Object value) {
        order.forEach(node -> local(node, path, value));
        return this;
    }

    public Wanted local(String node, String path, Object value) {
        Trees.set(nodes.get(node), path, value);
        return this;
    }

    public Wanted dynamic(String path, Object value) {
        Trees.set(dynamic, path, value);
        return this;
    }

    public Wanted paused() {
        policy = new Policy(true, policy.drift(), policy.restarts(), policy.maintenance(), policy.connections());
        return this;
    }

    public Wanted policy(Policy treatment) {
        policy = treatment;
        return this;
    }

    /** Where Patroni's REST API listens on every node. */
    public Wanted restPort(int port) {
        restPort = port;
        return local("restapi.listen", "0.0.0.0:" + port);
    }

    public Wanted etcdV2() {
        api = EtcdEndpoints.Api.V2;
        return this;
    }

    public List<String> nodeNames() {
        return order;
    }

    public ClusterDefinition definition() {
        return new ClusterDefinition(
                new ClusterName(cluster),
                Location.NOWHERE,
                new Scope("service", cluster),
                new EtcdEndpoints(api, "http", List.of(new HostPort("10.0.0.9", 2379)), Optional.empty()),
                policy,
                ConfigTree.of(dynamic),
                order.stream().map(this::node).toList());
    }

    private NodeDefinition node(String name) {
        return new NodeDefinition(
                new NodeName(name),
                Location.NOWHERE,
                name,
                new NodeDefinition.Server(name, 17),
                new SshTarget(new HostPort(name, 22), Optional.empty()),
                new Layout(
                        new Layout.Units(PATRONI_UNIT, NATIVE_UNIT),
                        new Layout.Paths(
                                "/etc/patroni/config.yml",
                                DATA_DIR,
                                Optional.empty(),
                                "/usr/lib/postgresql/17/bin",
                                "/var/lib/postgresql/.patroni-pgpass",
                                new Layout.Tools("patroni", "patronictl"))),
                new RestEndpoint("http", new HostPort("127.0.0.1", restPort)),
                ConfigTree.of(nodes.get(name)));
    }

    public WantedCluster rendered() {
        return rendered(ConfigTree::yaml);
    }

    /** Where nobody looks at the files' text. */
    WantedCluster renderedWithoutText() {
        return rendered(tree -> "no text");
    }

    private WantedCluster rendered(Function<ConfigTree, String> writer) {
        SortedMap<NodeName, RenderedConfig> files = new TreeMap<>();
        for (String node : order) {
            ConfigTree tree = ConfigTree.of(nodes.get(node)).with(KeyPath.SEED, ConfigTree.of(dynamic));
            NodeName name = new NodeName(node);
            files.put(name, new RenderedConfig(name, tree, new Secret(writer.apply(tree)), "not needed here"));
        }
        return new WantedCluster(ConfigTree.of(dynamic), files);
    }
}
