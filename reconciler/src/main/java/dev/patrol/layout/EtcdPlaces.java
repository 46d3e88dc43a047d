package dev.patrol.layout;

import dev.patrol.address.HostPort;
import dev.patrol.definition.EtcdEndpoints;
import dev.patrol.keys.KeyValues;
import java.util.List;
import java.util.Optional;

/** Where the etcd of a definition answers. */
public final class EtcdPlaces {
    private EtcdPlaces() {}

    /** Those that the settings name, or else these addresses, the nodes': etcd runs beside Patroni then. */
    public static EtcdEndpoints of(KeyValues settings, List<String> addresses) {
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
}
