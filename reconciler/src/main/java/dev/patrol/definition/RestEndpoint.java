package dev.patrol.definition;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Patroni's REST API as it is reached from its own node.
 *
 * @param scheme {@code http} or {@code https}
 */
public record RestEndpoint(String scheme, HostPort local) {
    private static final Pattern URL = Pattern.compile("(https?)://\\[?([^/\\]]+?)\\]?:([0-9]{1,5})");

    /** Of what {@link #url} gives; empty for anything else. */
    public static Optional<RestEndpoint> of(String url) {
        Matcher parts = URL.matcher(url);
        return parts.matches()
                ? Optional.of(new RestEndpoint(
                        parts.group(1), new HostPort(parts.group(2), Integer.parseInt(parts.group(3)))))
                : Optional.empty();
    }

    public String url() {
        return scheme + "://" + local;
    }
}
