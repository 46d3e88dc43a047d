package dev.patrol.language;

import dev.patrol.definition.DriftPolicy;
import dev.patrol.definition.MaintenancePolicy;
import dev.patrol.definition.Policy;
import dev.patrol.definition.RestartPolicy;
import java.util.List;

/** Makes a cluster's policy of its settings, all levels merged. */
final class PolicyReader {
    private PolicyReader() {}

    static Policy read(Settings settings) {
        return new Policy(
                settings.flag("paused"),
                DriftPolicy.DEFAULT,
                RestartPolicy.DEFAULT,
                MaintenancePolicy.DEFAULT,
                List.of());
    }
}
