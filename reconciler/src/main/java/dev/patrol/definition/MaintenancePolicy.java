package dev.patrol.definition;

import static java.util.Objects.requireNonNull;

import dev.patrol.calendar.Windows;

/** When members may be restarted. */
public record MaintenancePolicy(Windows windows) {
    public static final MaintenancePolicy DEFAULT = new MaintenancePolicy(Windows.ALWAYS);

    public MaintenancePolicy {
        requireNonNull(windows, "windows");
    }
}
