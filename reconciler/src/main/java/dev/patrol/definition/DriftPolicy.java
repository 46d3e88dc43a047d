package dev.patrol.definition;

/** Which differences are healed, reported or ignored. */
public record DriftPolicy() {
    public static final DriftPolicy DEFAULT = new DriftPolicy();
}
