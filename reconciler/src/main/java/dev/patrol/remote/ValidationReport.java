package dev.patrol.remote;

import java.util.List;

/** What {@code patroni --validate-config} said, line by line; it may quote values, so it is never shown unmasked. */
public record ValidationReport(int exitStatus, List<String> lines) {
    public ValidationReport {
        lines = List.copyOf(lines);
    }
}
