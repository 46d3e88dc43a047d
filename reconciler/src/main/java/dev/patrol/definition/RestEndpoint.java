package dev.patrol.definition;

import dev.patrol.address.Address;
import dev.patrol.address.HostPort;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Patroni's REST API as it is reached from its own node.
 *
 * @param scheme {@code http} or {@code https}
 */
public record RestEndpoint(String scheme, HostPort local) {
    private static final Pattern URL = Pattern.compile("(https?)://(" + Address.HOST_PORT.pattern() + ")");

    /** Of what {@link #url} gives; empty for anything else. */
    public static Optional<RestEndpoint> of(String url) {
        Matcher parts = URL.matcher(url);
        return parts.matches()
                ? Optional.of(new RestEndpoint(parts.group(1), HostPort.of(parts.group(2), 0)))
                : Optional.empty();
    }

    public String url() {
        return scheme + "://" + local;
    }
}
