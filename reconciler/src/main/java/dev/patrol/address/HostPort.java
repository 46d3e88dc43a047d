package dev.patrol.address;

import static java.util.Objects.requireNonNull;

/** A host (name, IPv4, or IPv6 without brackets) and a TCP port. */
public record HostPort(String host, int port) {
    public HostPort {
        requireNonNull(host, "host");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a TCP port: " + port);
        }
    }

    /** Of a text that is a {@link Address#HOST_MAYBE_PORT}. */
    public static HostPort of(String text, int usualPort) {
        if (!Address.HOST_MAYBE_PORT.matches(text)) {
            throw new IllegalArgumentException("'" + text + "' is not " + Address.HOST_MAYBE_PORT.expected());
        }
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.indexOf(']');
        String host = hasPort ? text.substring(0, colon) : text;
        return new HostPort(
                host.replaceAll("[\\[\\]]", ""), hasPort ? Integer.parseInt(text.substring(colon + 1)) : usualPort);
    }

    @Override
    public String toString() {
        return Host.bracketed(host) + ":" + port;
    }
}
