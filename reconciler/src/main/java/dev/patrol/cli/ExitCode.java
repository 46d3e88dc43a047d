package dev.patrol.cli;

/** The exit codes that scripts rely on. */
public final class ExitCode {
    /** Nothing to do, or all is as it should be. */
    public static final int OK = 0;
    /** The run itself failed, or what it was given is wrong. */
    public static final int ERROR = 1;
    /** There is something to do, or not all is in sync. */
    public static final int DIFFERS = 2;
    /** Some clusters could not be fully evaluated, or something was left undone. */
    public static final int INCOMPLETE = 3;

    private ExitCode() {}
}
