package dev.patrol.source;

import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.Revision;
import java.util.Optional;

/** Where definitions come from. Each fetch looks anew, and is cheap where nothing has changed. */
public interface DefinitionSource {
    Checkout fetch() throws SourceException;

    /** The definitions of an earlier revision, as far as they are at hand; the network is not asked for them. */
    default Optional<DefinitionFiles> at(Revision earlier) {
        return Optional.empty();
    }

    /** A source for whatever the settings name: a plain directory, or a Git repository near or far. */
    static DefinitionSource of(GitSettings settings) throws SourceException {
        RepositoryAddress address = RepositoryAddress.parse(settings.repository());
        return address.isPlainDirectory()
                ? new DirectorySource(address.localPath(), settings.revision())
                : new GitSource(settings);
    }
}
