package dev.patrol.remote.rest;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach Patroni's REST API.
 *
 * @param timeout for one request from connecting to the last byte of the answer
 * @param caFile certificates (PEM) that may have signed the nodes' REST certificates; those the JVM trusts when empty.
 *     Only for {@link Via#DIRECT}.
 */
public record RestSettings(Via via, Duration timeout, Optional<Path> caFile) {
    /** SSH: from the node itself, so that only its port 22 needs to be open. DIRECT: the node's address, REST's port. */
    public enum Via {
        SSH,
        DIRECT
    }

    public static final RestSettings DEFAULTS = new RestSettings(Via.SSH, Duration.ofSeconds(10), Optional.empty());

    public RestSettings {
        requireNonNull(via, "via");
        requireNonNull(caFile, "caFile");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the REST time-out must be longer than nothing: " + timeout);
        }
    }
}
