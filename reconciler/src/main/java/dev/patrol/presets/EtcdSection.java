package dev.patrol.presets;

import dev.patrol.definition.EtcdEndpoints;
import dev.patrol.keys.KeyValues;
import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.List;

/** How a definition's {@code etcd} is told to Patroni and to Patrol. */
final class EtcdSection {
    private EtcdSection() {}

    static void put(TreeBuilder tree, KeyValues settings, EtcdEndpoints etcd) {
        String section = name(etcd) + ".";
        tree.put(section + "protocol", settings.find("etcd.protocol"), "http")
                .put(section + "username", settings.find("etcd.username"))
                .put(section + "password", SecretReferences.leaf(settings, "etcd.password"))
                .put(section + "cacert", settings.find("etcd.cacert"))
                .put(section + "cert", settings.find("etcd.cert"))
                .put(section + "key", settings.find("etcd.key"));
    }

    static void putHosts(TreeBuilder tree, EtcdEndpoints etcd) {
        List<YamlNode> hosts = etcd.hosts().stream()
                .<YamlNode>map(host -> new YamlScalar(Location.NOWHERE, host.toString()))
                .toList();
        tree.put(name(etcd) + ".hosts", new YamlList(Location.NOWHERE, hosts));
    }

    /** Two stores that know nothing of each other: Patroni's section decides which one a cluster lives in. */
    static String name(EtcdEndpoints etcd) {
        return etcd.api() == EtcdEndpoints.Api.V2 ? "etcd" : "etcd3";
    }
}
