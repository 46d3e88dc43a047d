package dev.patrol.remote;

import static java.util.Objects.requireNonNull;

import dev.patrol.yaml.Secret;
import java.util.Optional;

/** A new text for Patroni's file, and the text it replaces (empty: no file was there). Both hold passwords. */
public record FileEdit(Secret text, Optional<Secret> replaces) {
    public FileEdit {
        requireNonNull(text, "text");
        requireNonNull(replaces, "replaces");
    }
}
