package dev.patrol.definition;

import static java.util.Objects.requireNonNull;

/** A host (name, IPv4, or IPv6 without brackets) and a TCP port. */
public record HostPort(String host, int port) {
    public HostPort {
        requireNonNull(host, "host");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a TCP port: " + port);
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
