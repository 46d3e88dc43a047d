package dev.patrol.diff;

import dev.patrol.definition.DriftPolicy;

/** Where a difference is. */
public enum Layer {
    /** Patroni's file on the node. */
    FILE,
    /** The dynamic configuration in the DCS. */
    DYNAMIC,
    /** What the running server uses although the layers above it say otherwise. */
    EFFECTIVE,
    /** systemd's units, and the environment that they give Patroni. */
    SERVICE;

    /** Whether differences in this layer are shown and left as they are. */
    public boolean isOnlyReported(DriftPolicy policy) {
        return modeIn(policy) == DriftPolicy.Mode.OBSERVE;
    }

    /** The name in metrics and JSON. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    private DriftPolicy.Mode modeIn(DriftPolicy policy) {
        return switch (this) {
            case FILE -> policy.file();
            case DYNAMIC -> policy.dynamic();
            case EFFECTIVE -> policy.effective();
            case SERVICE -> policy.service();
        };
    }
}
