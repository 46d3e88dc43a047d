package dev.patrol.language;

import dev.patrol.address.HostPort;
import dev.patrol.definition.EtcdEndpoints;
import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/** How a definition's {@code etcd} is told to Patroni and to Patrol. */
final class EtcdSection {
    private EtcdSection() {}

    /** @param addresses the nodes', for a definition that names no hosts: etcd runs beside Patroni then */
    static EtcdEndpoints endpoints(Settings settings, List<String> addresses) {
        int port = settings.port("etcd.port", 2379);
        List<HostPort> named = settings.items("etcd.hosts").stream()
                .map(host -> HostPort.of(String.valueOf(host.plain()), port))
                .toList();
        List<HostPort> hosts = named.isEmpty()
                ? addresses.stream().map(address -> new HostPort(address, port)).toList()
                : named;
        EtcdEndpoints.Tls tls = new EtcdEndpoints.Tls(
                settings.text("etcd.cacert"), settings.text("etcd.cert"), settings.text("etcd.key"));
        String protocol = settings.text("etcd.protocol").orElse("http");
        return new EtcdEndpoints(
                settings.text("etcd.api").filter("v2"::equals).isPresent()
                        ? EtcdEndpoints.Api.V2
                        : EtcdEndpoints.Api.V3,
                protocol,
                hosts,
                protocol.equals("https") ? Optional.of(tls) : Optional.empty());
    }

    static void put(TreeBuilder tree, Settings settings, EtcdEndpoints etcd) {
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
