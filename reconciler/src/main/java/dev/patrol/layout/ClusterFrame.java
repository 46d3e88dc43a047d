package dev.patrol.layout;

import dev.patrol.address.ListenAddress;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.EtcdEndpoints;
import dev.patrol.definition.Scope;
import dev.patrol.keys.KeyValues;
import dev.patrol.problem.Location;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A cluster while its definition is read.
 *
 * @param settings all levels above its nodes merged
 * @param names what things on its nodes are named after
 * @param neighbours the addresses of the nodes of all zones of the definition, these included
 */
public record ClusterFrame(
        ClusterName name,
        Location location,
        KeyValues settings,
        LayoutPreset preset,
        LayoutPreset.Names names,
        Scope scope,
        Collection<String> neighbours,
        List<NodeFrame> nodes) {

    /** Where the cluster's leader key lies. */
    public EtcdEndpoints etcd() {
        return EtcdPlaces.of(settings, etcdHosts());
    }

    /** The nodes in an order that no reordered definition changes. */
    List<NodeFrame> nodesByName() {
        return nodes.stream().sorted(Comparator.comparing(NodeFrame::name)).toList();
    }

    /** Where etcd answers when the definition names no hosts: beside Patroni. */
    public List<String> etcdHosts() {
        return nodesByName().stream().map(NodeFrame::address).toList();
    }

    /** All addresses from which members connect to each other. */
    public Set<String> addresses() {
        Set<String> addresses = new LinkedHashSet<>();
        nodesByName().forEach(node -> {
            addresses.add(node.address());
            // Where PostgreSQL listens on chosen addresses only, Patroni connects from the first of them to itself.
            List.of(node.settings().text("postgresql.listen").orElse("*").split(",")).stream()
                    .filter(listen -> !ListenAddress.isWildcard(listen) && !ListenAddress.isLoopback(listen))
                    .forEach(addresses::add);
        });
        return addresses;
    }
}
