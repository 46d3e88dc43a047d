package dev.patrol.definition;

import static java.util.Objects.requireNonNull;

/** Which state of the repository a pass works from: a commit, or the files of a directory as they are. */
public record Revision(String value) {
    private static final String WORKING_TREE = "working-tree-";
    private static final int SHORT_LENGTH = 8;

    public Revision {
        requireNonNull(value, "value");
    }

    /** The revision of a plain directory, which has no commits: another one whenever a file changes. */
    public static Revision ofWorkingTree(DefinitionFiles files) {
        return new Revision(WORKING_TREE + Digest.of(files.texts().toString()));
    }

    /** Enough of a commit for people. */
    public String shortened() {
        return value.startsWith(WORKING_TREE) ? value : value.substring(0, Math.min(SHORT_LENGTH, value.length()));
    }

    @Override
    public String toString() {
        return value;
    }
}
