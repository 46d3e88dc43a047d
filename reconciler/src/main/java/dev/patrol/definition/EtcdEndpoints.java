package dev.patrol.definition;

import dev.patrol.address.HostPort;
import java.util.List;
import java.util.Optional;

/** The etcd that holds a cluster's leader key, as its members are told to reach it. Paths are paths on the nodes. */
public record EtcdEndpoints(Api api, String protocol, List<HostPort> hosts, Optional<Tls> tls) {
    /** Which of etcd's two separate stores: Patroni's {@code etcd:} section uses v2, {@code etcd3:} v3. */
    public enum Api {
        V2,
        V3
    }

    /** Files on every node. */
    public record Tls(Optional<String> cacert, Optional<String> cert, Optional<String> key) {}

    public EtcdEndpoints {
        hosts = List.copyOf(hosts);
    }
}
