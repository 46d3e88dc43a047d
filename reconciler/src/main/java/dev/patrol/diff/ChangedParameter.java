package dev.patrol.diff;

import dev.patrol.tree.KeyPath;
import java.util.Optional;

/** Which of PostgreSQL's parameters a change is about, if it is about one. */
public final class ChangedParameter {
    private ChangedParameter() {}

    /** A parameter of the file or of the dynamic configuration; not one of {@code bootstrap.dcs}, which nothing reads. */
    public static Optional<String> in(KeyChange change) {
        return in(change.path());
    }

    /** A parameter of the copy that would seed a rebuilt DCS. */
    public static Optional<String> inSeed(KeyChange change) {
        return change.path().inSeed().flatMap(ChangedParameter::in);
    }

    /** Whether it stands there as the whole map of parameters, because something else stands in its place. */
    public static boolean isWholeMap(KeyChange change) {
        return change.path().equals(KeyPath.PARAMETERS);
    }

    private static Optional<String> in(KeyPath path) {
        return path.parent().equals(KeyPath.PARAMETERS) ? path.parameter() : Optional.empty();
    }
}
