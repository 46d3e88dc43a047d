package dev.patrol.remote.etcd;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach etcd.
 *
 * @param timeout for all of etcd's hosts together; each gets its share, and at least a second
 * @param tls the controller's own files; what a definition names are files on the nodes
 */
public record EtcdSettings(Via via, Duration timeout, Optional<TlsFiles> tls) {
    /** SSH: as a node of the cluster reaches it. DIRECT: from here, at the addresses that the definition gives. */
    public enum Via {
        SSH,
        DIRECT
    }

    /** PEM files on this machine; certificate and key are for an etcd that asks its clients for one. */
    public record TlsFiles(Path cacert, Optional<ClientCertificate> client) {
        public TlsFiles {
            requireNonNull(cacert, "cacert");
            requireNonNull(client, "client");
        }
    }

    /** A client's certificate and its key, not encrypted. */
    public record ClientCertificate(Path cert, Path key) {
        public ClientCertificate {
            requireNonNull(cert, "cert");
            requireNonNull(key, "key");
        }
    }

    // The first connection of a process takes the client some seconds of CPU on a small or busy machine.
    public static final EtcdSettings DEFAULTS = new EtcdSettings(Via.SSH, Duration.ofSeconds(20), Optional.empty());

    public EtcdSettings {
        requireNonNull(via, "via");
        requireNonNull(tls, "tls");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the etcd time-out must be longer than nothing: " + timeout);
        }
    }
}
