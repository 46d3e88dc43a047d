package dev.patrol.source;

/** Where definitions come from. Each fetch looks anew, and is cheap where nothing has changed. */
public interface DefinitionSource {
    Checkout fetch() throws SourceException;

    /** A source for whatever the settings name: a plain directory, or a Git repository near or far. */
    static DefinitionSource of(GitSettings settings) throws SourceException {
        RepositoryAddress address = RepositoryAddress.parse(settings.repository());
        return address.isPlainDirectory()
                ? new DirectorySource(address.localPath(), settings.revision())
                : new GitSource(settings);
    }
}
