package dev.patrol.remote.etcd;

import dev.patrol.address.HostPort;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.problem.Reason;
import dev.patrol.remote.NodeTunnels;
import dev.patrol.remote.NodeTunnels.Tunnel;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.UnreachableException;
import dev.patrol.remote.Unreached;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One reading: asks host after host until one answers.
 *
 * <p>Through SSH, a host is asked from the node that has its address, else from the first node that can be reached. A
 * loopback address means another etcd on each node, so it is asked from one node after the other.
 */
final class EtcdAttempts {
    private static final Duration LEAST_SHARE = Duration.ofSeconds(1);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private final EtcdSettings settings;
    private final NodeTunnels tunnels;
    private final EtcdRequest request;
    private final long deadline;
    private final Set<NodeName> unreachable = new HashSet<>();
    private final List<Reason> failures = new ArrayList<>();

    EtcdAttempts(EtcdSettings settings, NodeTunnels tunnels, EtcdRequest request) {
        this.settings = settings;
        this.tunnels = tunnels;
        this.request = request;
        this.deadline = System.nanoTime() + settings.timeout().toNanos();
    }

    /** The keys as the first host that answers has them. */
    Map<String, String> first(ClusterDefinition cluster) throws RemoteException {
        List<HostPort> hosts = cluster.etcd().hosts();
        for (int i = 0; i < hosts.size(); i++) {
            Optional<Map<String, String>> keys = keysOf(hosts.get(i), cluster, hosts.size() - i);
            if (keys.isPresent()) {
                return keys.get();
            }
        }
        throw new UnreachableException(Unreached.DCS.with("why", failures));
    }

    private Optional<Map<String, String>> keysOf(HostPort host, ClusterDefinition cluster, int hostsLeft)
            throws RemoteException {
        if (settings.via() == EtcdSettings.Via.DIRECT) {
            return ask(host, host, share(hostsLeft));
        }
        boolean eachNodeHasItsOwn = LOOPBACK.contains(host.host());
        for (NodeDefinition node : nearestFirst(cluster.nodes(), host)) {
            Optional<Tunnel> opened = open(node, host);
            if (opened.isEmpty()) {
                continue;
            }
            try (Tunnel tunnel = opened.get()) {
                Optional<Map<String, String>> keys = ask(host, tunnel.local(), share(hostsLeft));
                if (keys.isPresent() || !eachNodeHasItsOwn) {
                    return keys;
                }
            }
        }
        return Optional.empty();
    }

    private static List<NodeDefinition> nearestFirst(List<NodeDefinition> nodes, HostPort host) {
        return nodes.stream()
                .sorted(Comparator.comparing(
                        node -> !node.ssh().address().host().equals(host.host())))
                .toList();
    }

    // A node that refused once is not asked again for the next host: each attempt may take SSH's whole time-out.
    private Optional<Tunnel> open(NodeDefinition node, HostPort host) {
        if (unreachable.contains(node.name())) {
            return Optional.empty();
        }
        try {
            return Optional.of(tunnels.open(node, host));
        } catch (UnreachableException e) {
            unreachable.add(node.name());
            failures.add(e.reason());
            return Optional.empty();
        }
    }

    private Optional<Map<String, String>> ask(HostPort host, HostPort reached, Duration limit) throws RemoteException {
        try {
            return Optional.of(EtcdQuery.keys(host, reached, request, limit));
        } catch (UnreachableException e) {
            failures.add(e.reason());
            return Optional.empty();
        }
    }

    private Duration share(int hostsLeft) {
        Duration fair = Duration.ofNanos(deadline - System.nanoTime()).dividedBy(hostsLeft);
        Duration least = settings.timeout().compareTo(LEAST_SHARE) < 0 ? settings.timeout() : LEAST_SHARE;
        return fair.compareTo(least) < 0 ? least : fair;
    }
}
