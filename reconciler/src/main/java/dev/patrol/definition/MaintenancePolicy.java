package dev.patrol.definition;

/** When members may be restarted. */
public record MaintenancePolicy() {
    public static final MaintenancePolicy DEFAULT = new MaintenancePolicy();
}
