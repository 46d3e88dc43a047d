package dev.patrol.source;

import static java.util.Objects.requireNonNull;

import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.Revision;
import java.util.Optional;

/**
 * The definitions of one revision.
 *
 * @param branch the branch or tag that led to the revision; empty where none did (a commit id, a plain directory)
 * @param subject the first line of the commit's message; empty for a plain directory
 */
public record Checkout(Revision revision, String branch, Optional<String> subject, DefinitionFiles files) {
    public Checkout {
        requireNonNull(revision, "revision");
        requireNonNull(branch, "branch");
        requireNonNull(files, "files");
    }
}
