package dev.patrol.source;

import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.Revision;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.InvalidObjectIdException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** A Git repository: read in place when it is on this machine, else through a clone in the state folder. */
public final class GitSource implements DefinitionSource {
    private final GitSettings settings;
    private final RepositoryAddress address;

    public GitSource(GitSettings settings) throws SourceException {
        IsolatedGit.install();
        this.settings = settings;
        this.address = RepositoryAddress.parse(settings.repository());
    }

    @Override
    public synchronized Optional<DefinitionFiles> at(Revision earlier) {
        String tried = "cannot read the definitions of " + earlier;
        try (Repository repository = address.isLocal()
                ? LocalRepository.open(address.localPath())
                : new CloneFolder(settings.stateDirectory(), address.folderName()).read()) {
            return Optional.of(CommitFiles.checkout(repository, ObjectId.fromString(earlier.value()), "", tried)
                    .files());
        } catch (IOException | SourceException | InvalidObjectIdException e) {
            // It was never here, or a new clone has left it behind.
            return Optional.empty();
        }
    }

    // One at a time: a second fetch would only wait for the first one's lock.
    @Override
    public synchronized Checkout fetch() throws SourceException {
        String tried = "cannot read the definitions from " + address
                + settings.revision().map(it -> " at revision '" + it + "'").orElse("");
        return address.isLocal()
                ? new LocalRepository(address.localPath(), settings.revision(), tried).read()
                : new RemoteRepository(settings, address, tried).fetch();
    }
}
