package dev.patrol.definition;

/**
 * Patroni's REST API as it is reached from its own node.
 *
 * @param scheme {@code http} or {@code https}
 */
public record RestEndpoint(String scheme, HostPort local) {
    public String url() {
        return scheme + "://" + local;
    }
}
