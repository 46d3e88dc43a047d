package dev.patrol.problem;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * One mistake in a file: where it stands, what it is, and the way out. Its sentence is one line and begins in lower case.
 */
public record Problem(Severity severity, Location location, Reason what) implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::location)
            .thenComparing(Problem::severity)
            .thenComparing(problem -> problem.what().toString());

    public Problem {
        requireNonNull(severity, "severity");
        requireNonNull(location, "location");
        requireNonNull(what, "what");
    }

    public static Problem error(Location location, String message) {
        return new Problem(Severity.ERROR, location, Reason.said(message));
    }

    public static Problem warning(Location location, String message) {
        return new Problem(Severity.WARNING, location, Reason.said(message));
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** For whoever looks for a fault; {@code view} words it for people. */
    @Override
    public String toString() {
        return location + ": " + (isError() ? "" : "warning: ") + what;
    }
}
