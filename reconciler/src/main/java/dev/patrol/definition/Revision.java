package dev.patrol.definition;

import static java.util.Objects.requireNonNull;

/** Which state of the repository a pass works from: a commit, or the files of a directory as they are. */
public record Revision(String value) {
    /** The revision of a plain directory, which has no commits. */
    public static final Revision WORKING_TREE = new Revision("working-tree");

    private static final int SHORT_LENGTH = 8;

    public Revision {
        requireNonNull(value, "value");
    }

    /** Enough of a commit for people. */
    public String shortened() {
        return this.equals(WORKING_TREE) ? value : value.substring(0, Math.min(SHORT_LENGTH, value.length()));
    }

    @Override
    public String toString() {
        return value;
    }
}
