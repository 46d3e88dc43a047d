package dev.patrol.definition;

/** How members are restarted. */
public record RestartPolicy() {
    public static final RestartPolicy DEFAULT = new RestartPolicy();
}
