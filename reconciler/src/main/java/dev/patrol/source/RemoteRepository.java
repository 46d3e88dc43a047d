package dev.patrol.source;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * A repository on another machine, of which a shallow bare clone is kept.
 *
 * <ol>
 *   <li>Lock the clone against other processes.
 *   <li>A commit id that the clone has already needs no network: it cannot change.
 *   <li>Else ask the server where its branches and tags are now; if the clone has that commit, nothing is transferred.
 *   <li>Else fetch that one commit, without history. A commit id that is no branch's or tag's is fetched by its id; where
 *       it is shortened, or the server does not allow that, the full history of all branches and tags is fetched instead.
 *   <li>Read the files from the commit.
 * </ol>
 *
 * <p>Killed anywhere, it leaves a clone that works or is made anew. A clone that turns out damaged is made anew, once.
 */
final class RemoteRepository {
    private final GitSettings settings;
    private final RepositoryAddress address;
    private final String tried;
    private final CloneFolder folder;

    RemoteRepository(GitSettings settings, RepositoryAddress address, String tried) {
        this.settings = settings;
        this.address = address;
        this.tried = tried;
        this.folder = new CloneFolder(settings.stateDirectory(), address.folderName());
    }

    Checkout fetch() throws SourceException {
        try {
            CloneLock lock = CloneLock.acquire(folder.lockFile(), settings.timeout(), tried);
            try (GitConnection connection = new GitConnection(address, settings, tried)) {
                folder.sweep();
                return attemptTwice(connection);
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw new SourceException(
                    tried + ": its clone in " + folder + " cannot be used (" + e
                            + "); see whether there is space, and whether Patrol's user may write there",
                    e);
        }
    }

    private Checkout attemptTwice(GitConnection connection) throws IOException, SourceException {
        try {
            return attempt(connection);
        } catch (IOException e) {
            folder.delete();
            return attempt(connection);
        }
    }

    private Checkout attempt(GitConnection connection) throws IOException, SourceException {
        RemoteRevision wanted;
        try (Repository clone = folder.open()) {
            Optional<ObjectId> pinned = pinned(clone);
            if (pinned.isPresent()) {
                return CommitFiles.checkout(clone, pinned.get(), "", tried);
            }
            wanted = RemoteRevision.find(settings.revision(), connection.refs(clone), tried);
            if (wanted.id().filter(id -> has(clone, id)).isPresent()) {
                return CommitFiles.checkout(clone, wanted.id().get(), wanted.branch(), tried);
            }
        }
        Checkout checkout = transfer(connection, wanted);
        folder.publish();
        return checkout;
    }

    private Optional<ObjectId> pinned(Repository clone) throws IOException {
        String name = settings.revision().orElse("");
        if (!RemoteRevision.isCommitId(name)) {
            return Optional.empty();
        }
        if (ObjectId.isId(name)) {
            return Optional.of(ObjectId.fromString(name)).filter(id -> has(clone, id));
        }
        return Optional.ofNullable(clone.exactRef(CloneFolder.SHORTENED + name)).map(Ref::getObjectId);
    }

    private static boolean has(Repository clone, ObjectId id) {
        try {
            return clone.getObjectDatabase().has(id);
        } catch (IOException e) {
            // It is fetched again then, and that says what is wrong.
            return false;
        }
    }

    private Checkout transfer(GitConnection connection, RemoteRevision wanted) throws IOException, SourceException {
        try (Repository clone = folder.isCrowded() ? folder.renew() : folder.open()) {
            if (wanted.ref().isPresent()) {
                ObjectId id = connection.fetchRef(clone, wanted.ref().get());
                return CommitFiles.checkout(clone, id, wanted.branch(), tried);
            }
            if (wanted.id().isPresent()
                    && connection.fetchCommit(clone, wanted.id().get())) {
                return CommitFiles.checkout(clone, wanted.id().get(), "", tried);
            }
        }
        return fromHistory(connection, settings.revision().orElseThrow());
    }

    private Checkout fromHistory(GitConnection connection, String name) throws IOException, SourceException {
        try (Repository clone = folder.renew()) {
            connection.fetchHistory(clone);
            ObjectId id = LocalRepository.resolve(clone, name, tried);
            CloneFolder.remember(clone, CloneFolder.SHORTENED + name, id);
            return CommitFiles.checkout(clone, id, "", tried);
        }
    }
}
