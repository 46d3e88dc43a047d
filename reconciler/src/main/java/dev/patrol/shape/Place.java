package dev.patrol.shape;

import static java.util.Objects.requireNonNull;

import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlNode;
import java.util.Optional;

/**
 * Where in a file a check is, as a dotted path that people know, and where it reports to.
 *
 * @param entry which entry of the list at the path, from 1; 0 where it is no list's entry
 */
public record Place(String path, int entry, Problems problems) {
    public Place {
        requireNonNull(path, "path");
        requireNonNull(problems, "problems");
    }

    public Place(String path, Problems problems) {
        this(path, 0, problems);
    }

    /** The outermost map of a file. */
    public static Place root(Problems problems) {
        return new Place("", problems);
    }

    Place below(String key) {
        return new Place(path.isEmpty() ? key : path + "." + key, problems);
    }

    /** An entry of the list that stands here, counted from 1. */
    Place entry(int number) {
        return new Place(path, number, problems);
    }

    /** {@code " under 'a.b'"}, {@code " in entry 2 of 'a.b'"}, or nothing at the outermost map. */
    String under() {
        if (path.isEmpty()) {
            return "";
        }
        return entry == 0 ? " under '" + path + "'" : " in " + name();
    }

    private String name() {
        if (path.isEmpty()) {
            return "the file";
        }
        return entry == 0 ? "'" + path + "'" : "entry " + entry + " of '" + path + "'";
    }

    /** Reports that the value is of another kind; {@code wayOut} is empty or a clause of its own. */
    Optional<YamlNode> wrong(YamlNode value, String expected, String wayOut) {
        String said = Found.isNull(value) && wayOut.isEmpty() ? fillOrRemove() : wayOut;
        String hint = said.isEmpty() ? "" : "; " + said;
        problems.error(value.location(), name() + " must be " + expected + ", found " + Found.describe(value) + hint);
        return Optional.empty();
    }

    private String fillOrRemove() {
        return entry == 0 ? "write a value, or remove the key" : "write a value after '- ', or remove the entry";
    }
}
