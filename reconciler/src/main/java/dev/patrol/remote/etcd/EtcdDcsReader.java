package dev.patrol.remote.etcd;

import static java.util.Objects.requireNonNull;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.EtcdEndpoints;
import dev.patrol.definition.Login;
import dev.patrol.problem.Reason;
import dev.patrol.remote.DcsReader;
import dev.patrol.remote.DcsReading;
import dev.patrol.remote.NodeTunnels;
import dev.patrol.remote.Refusal;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a cluster's keys with one request to the first of etcd's hosts that answers. May be called from many threads. */
public final class EtcdDcsReader implements DcsReader {
    private final EtcdSettings settings;
    private final NodeTunnels tunnels;

    public EtcdDcsReader(EtcdSettings settings, NodeTunnels tunnels) {
        this.settings = requireNonNull(settings, "settings");
        this.tunnels = requireNonNull(tunnels, "tunnels");
    }

    @Override
    public DcsReading read(ClusterDefinition cluster, Optional<Login> login) throws RemoteException {
        Optional<Reason> obstacle = obstacle(cluster.etcd());
        if (obstacle.isPresent()) {
            throw new RejectedException(obstacle.get());
        }
        String prefix = cluster.scope().dcsPath();
        EtcdRequest request =
                new EtcdRequest(prefix, login, isEncrypted(cluster.etcd()) ? settings.tls() : Optional.empty());
        return PatroniKeys.reading(prefix, new EtcdAttempts(settings, tunnels, request).first(cluster));
    }

    private static boolean isEncrypted(EtcdEndpoints etcd) {
        return etcd.protocol().equals("https");
    }

    private Optional<Reason> obstacle(EtcdEndpoints etcd) {
        if (etcd.api() == EtcdEndpoints.Api.V2) {
            // The two stores share nothing: through v3 an 'etcd:' cluster looks as if it had never been initialised.
            return Optional.of(Refusal.ETCD_V2.reason());
        }
        if (etcd.hosts().isEmpty()) {
            return Optional.of(Refusal.ETCD_NO_HOSTS.reason());
        }
        if (!isEncrypted(etcd)) {
            return Optional.empty();
        }
        if (settings.tls().isEmpty()) {
            return Optional.of(Refusal.ETCD_TLS_ON_NODES.reason());
        }
        return unreadable(settings.tls().get()).map(file -> Refusal.ETCD_TLS_FILE_UNREADABLE.with("file", file));
    }

    private static Optional<Path> unreadable(EtcdSettings.TlsFiles files) {
        Stream<Path> client = files.client().stream().flatMap(it -> Stream.of(it.cert(), it.key()));
        return Stream.concat(Stream.of(files.cacert()), client)
                .filter(file -> !Files.isReadable(file))
                .findFirst();
    }
}
