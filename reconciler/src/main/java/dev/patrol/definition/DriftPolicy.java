package dev.patrol.definition;

import static java.util.Objects.requireNonNull;

import dev.patrol.tree.KeyPath;
import java.util.List;

/**
 * What becomes of differences on a cluster that runs: layer by layer enforced or only reported, and which keys are none of
 * Git's business at all. How a new cluster starts is not affected.
 *
 * @param file Patroni's file on the nodes
 * @param dynamic the configuration in the DCS
 * @param effective what PostgreSQL runs with
 * @param service systemd's units, and what they put into Patroni's environment
 */
public record DriftPolicy(Mode file, Mode dynamic, Mode effective, Mode service, List<KeyPattern> ignored) {
    public static final DriftPolicy DEFAULT =
            new DriftPolicy(Mode.ENFORCE, Mode.ENFORCE, Mode.ENFORCE, Mode.ENFORCE, List.of());

    /** Whether the wanted value is enforced, or the difference shown and left as it is. */
    public enum Mode {
        ENFORCE,
        OBSERVE;

        /** The word in a definition. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public DriftPolicy {
        requireNonNull(file, "file");
        requireNonNull(dynamic, "dynamic");
        requireNonNull(effective, "effective");
        requireNonNull(service, "service");
        ignored = List.copyOf(ignored);
    }

    /** Whether a key is left to others. */
    public boolean ignores(KeyPath path) {
        return ignored.stream().anyMatch(pattern -> pattern.covers(path));
    }
}
