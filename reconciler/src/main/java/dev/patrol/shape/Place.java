package dev.patrol.shape;

import static java.util.Objects.requireNonNull;

import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlNode;
import java.util.Optional;

/** Where in a file a check is, as a dotted path that people know, and where it reports to. */
public record Place(String path, Problems problems) {
    public Place {
        requireNonNull(path, "path");
        requireNonNull(problems, "problems");
    }

    /** The outermost map of a file. */
    public static Place root(Problems problems) {
        return new Place("", problems);
    }

    Place below(String key) {
        return new Place(path.isEmpty() ? key : path + "." + key, problems);
    }

    /** {@code " under 'a.b'"}, or nothing at the outermost map. */
    String under() {
        return path.isEmpty() ? "" : " under '" + path + "'";
    }

    private String name() {
        return path.isEmpty() ? "the file" : "'" + path + "'";
    }

    /** Reports that the value is of another kind; {@code wayOut} is empty or a clause of its own. */
    Optional<YamlNode> wrong(YamlNode value, String expected, String wayOut) {
        String hint = wayOut.isEmpty() ? "" : "; " + wayOut;
        problems.error(value.location(), name() + " must be " + expected + ", found " + Found.describe(value) + hint);
        return Optional.empty();
    }
}
