package dev.patrol.reconcile;

import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.language.DefinitionReader;
import java.util.Optional;

/**
 * Reads definitions and remembers the last ones. The daemon's passes mostly find the files of the pass before, and a
 * thousand clusters take a second to read.
 */
final class LastRead {
    private volatile Optional<Read> last = Optional.empty();

    /** Texts, and the definitions that they make, always the same ones. */
    private record Read(DefinitionFiles files, DefinitionSet definitions) {}

    DefinitionSet of(DefinitionFiles files) {
        Read read = last.filter(before -> before.files().equals(files))
                .orElseGet(() -> new Read(files, DefinitionReader.read(files)));
        last = Optional.of(read);
        return read.definitions();
    }
}
