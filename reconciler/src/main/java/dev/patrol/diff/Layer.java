package dev.patrol.diff;

/** Where a difference is. */
public enum Layer {
    /** Patroni's file on the node. */
    FILE,
    /** The dynamic configuration in the DCS. */
    DYNAMIC,
    /** What the running server uses although the layers above it say otherwise. */
    EFFECTIVE,
    /** systemd's units. */
    SERVICE;

    /** The name in metrics and JSON. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
