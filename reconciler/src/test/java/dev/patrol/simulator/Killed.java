package dev.patrol.simulator;

/** The Patrol process was killed here. */
public final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed by the test");
    }
}
