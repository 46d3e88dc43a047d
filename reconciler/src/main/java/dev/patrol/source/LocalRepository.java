package dev.patrol.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A repository on this machine, with or without working tree, read in place: what counts is what is committed.
 *
 * <p>Nothing is written into it, and no clone of it is kept: its objects are a read away.
 */
final class LocalRepository {
    private static final List<String> REF_FOLDERS = List.of(Constants.R_HEADS, Constants.R_TAGS, "");

    private final Path path;
    private final Optional<String> revision;
    private final String tried;

    LocalRepository(Path path, Optional<String> revision, String tried) {
        this.path = path;
        this.revision = revision;
        this.tried = tried;
    }

    Checkout read() throws SourceException {
        if (!Files.exists(path)) {
            throw new SourceException(tried + ": there is no such path; give a path or a Git URL");
        }
        try (Repository repository = open(path)) {
            return revision.isPresent() ? at(repository, revision.get()) : head(repository);
        } catch (RepositoryNotFoundException e) {
            throw new SourceException(tried + ": it is not a Git repository; make it one with 'git init'", e);
        } catch (MissingObjectException e) {
            throw new SourceException(
                    tried + ": the repository lacks an object that it should have (" + e.getMessage()
                            + "); run 'git fsck' there",
                    e);
        } catch (IOException e) {
            throw new SourceException(
                    tried + ": " + e.getMessage() + "; see whether it is whole, and whether Patrol's user may read it",
                    e);
        }
    }

    /** The repository at this path, with or without working tree. */
    static Repository open(Path path) throws IOException {
        FileRepositoryBuilder builder = new FileRepositoryBuilder().setMustExist(true);
        return Files.exists(path.resolve(Constants.DOT_GIT))
                ? builder.setWorkTree(path.toFile()).build()
                : builder.setGitDir(path.toFile()).setBare().build();
    }

    private Checkout head(Repository repository) throws IOException, SourceException {
        Ref head = repository.exactRef(Constants.HEAD);
        if (head == null || head.getObjectId() == null) {
            throw new SourceException(
                    tried + ": its current branch has no commit yet; commit the definitions, or name a"
                            + " branch with --revision");
        }
        String branch =
                head.isSymbolic() ? Repository.shortenRefName(head.getLeaf().getName()) : "";
        return CommitFiles.checkout(repository, head.getObjectId(), branch, tried);
    }

    private Checkout at(Repository repository, String name) throws IOException, SourceException {
        for (String folder : REF_FOLDERS) {
            Ref ref = repository.exactRef(folder + name);
            if (ref != null && ref.getObjectId() != null) {
                return CommitFiles.checkout(repository, ref.getObjectId(), Repository.shortenRefName(name), tried);
            }
        }
        return CommitFiles.checkout(repository, resolve(repository, name, tried), "", tried);
    }

    static ObjectId resolve(Repository repository, String name, String tried) throws IOException, SourceException {
        try {
            ObjectId found = repository.resolve(name + "^{commit}");
            if (found != null) {
                return found;
            }
        } catch (AmbiguousObjectException e) {
            throw new SourceException(tried + ": more than one commit begins so; give more digits", e);
        } catch (RevisionSyntaxException | MissingObjectException | IncorrectObjectTypeException e) {
            // Nothing has such a name, or what has it is no commit: unknown, as any other.
        }
        List<String> branches = repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS).stream()
                .map(ref -> Repository.shortenRefName(ref.getName()))
                .toList();
        throw UnknownRevision.of(tried, name, branches);
    }
}
