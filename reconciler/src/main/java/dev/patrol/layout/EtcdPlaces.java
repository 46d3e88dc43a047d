package dev.patrol.layout;

import dev.patrol.definition.EtcdEndpoints;
import dev.patrol.definition.HostPort;
import dev.patrol.keys.Settings;
import java.util.List;
import java.util.Optional;

/** Where the etcd of a definition answers. */
public final class EtcdPlaces {
    private EtcdPlaces() {}

    /** Those that the settings name, or else these addresses, the nodes': etcd runs beside Patroni then. */
    public static EtcdEndpoints of(Settings settings, List<String> addresses) {
        int port = settings.port("etcd.port", 2379);
        List<HostPort> named = settings.items("etcd.hosts").stream()
                .map(host -> parse(String.valueOf(host.plain()), port))
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

    private static HostPort parse(String host, int otherwise) {
        int bracket = host.indexOf(']');
        int colon = host.indexOf(':', Math.max(bracket, 0));
        String name = colon < 0 ? host : host.substring(0, colon);
        int port = colon < 0 ? otherwise : Integer.parseInt(host.substring(colon + 1));
        return new HostPort(name.replaceAll("[\\[\\]]", ""), port);
    }
}
