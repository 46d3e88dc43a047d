package dev.patrol.diff;

import java.util.List;
import java.util.Optional;

/** Which of PostgreSQL's parameters a change is about, if it is about one. */
public final class ChangedParameter {
    private static final List<String> PARAMETERS = List.of("postgresql", "parameters");
    private static final List<String> SEED = List.of("bootstrap", "dcs");

    private ChangedParameter() {}

    /** A parameter of the file or of the dynamic configuration; not one of {@code bootstrap.dcs}, which nothing reads. */
    public static Optional<String> in(KeyChange change) {
        return below(PARAMETERS, change.path());
    }

    /** A parameter of the copy that would seed a rebuilt DCS. */
    static Optional<String> inSeed(KeyChange change) {
        List<String> path = change.path();
        boolean isSeed = path.size() > 2 && path.subList(0, 2).equals(SEED);
        return isSeed ? below(PARAMETERS, path.subList(2, path.size())) : Optional.empty();
    }

    /** Whether it stands there as the whole map of parameters, because something else stands in its place. */
    static boolean isWholeMap(KeyChange change) {
        return change.path().equals(PARAMETERS);
    }

    private static Optional<String> below(List<String> above, List<String> path) {
        return path.size() == 3 && path.subList(0, 2).equals(above) ? Optional.of(path.get(2)) : Optional.empty();
    }
}
