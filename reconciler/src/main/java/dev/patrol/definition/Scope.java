package dev.patrol.definition;

import static java.util.Objects.requireNonNull;

/** What Patroni knows a cluster by: its {@code namespace} and {@code scope} in the DCS. */
public record Scope(String namespace, String name) {
    public Scope {
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
    }

    /** {@code /<namespace>/<scope>/}, built as Patroni does ({@code AbstractDCS.__init__}), with the closing slash. */
    public String dcsPath() {
        return ("/" + namespace + "/" + name + "/").replaceAll("/+", "/");
    }
}
