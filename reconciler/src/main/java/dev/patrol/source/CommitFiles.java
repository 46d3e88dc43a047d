package dev.patrol.source;

import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.Revision;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;

/** Reads definition files out of a commit: nothing is checked out, so no filter, hook or link comes into play. */
final class CommitFiles {
    private static final List<String> WHERE = List.of(
            DefinitionFiles.FLEET_FILE,
            DefinitionFiles.CLUSTERS_FOLDER.substring(0, DefinitionFiles.CLUSTERS_FOLDER.length() - 1));

    private CommitFiles() {}

    /** The commit that {@code id} is, or that the tag with this id marks. */
    static Checkout checkout(Repository repository, ObjectId id, String branch, String tried)
            throws IOException, SourceException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(id);
            return new Checkout(
                    new Revision(commit.name()),
                    branch,
                    Optional.of(commit.getShortMessage()),
                    read(repository, commit, tried));
        } catch (IncorrectObjectTypeException e) {
            throw new SourceException(tried + ": the revision is not a commit; name a branch, a tag or a commit", e);
        }
    }

    private static DefinitionFiles read(Repository repository, RevCommit commit, String tried)
            throws IOException, SourceException {
        FileTexts texts = new FileTexts(tried);
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(commit.getTree());
            walk.setRecursive(true);
            walk.setFilter(PathFilterGroup.createFromStrings(WHERE));
            while (walk.next()) {
                if (DefinitionFiles.isDefinition(walk.getPathString())) {
                    add(walk, texts);
                }
            }
        }
        return texts.files();
    }

    private static void add(TreeWalk walk, FileTexts texts) throws IOException, SourceException {
        String path = walk.getPathString();
        FileMode mode = walk.getFileMode();
        if (!mode.equals(FileMode.REGULAR_FILE) && !mode.equals(FileMode.EXECUTABLE_FILE)) {
            throw texts.refusal(path, "is a link, not a file", "commit the file itself");
        }
        ObjectLoader blob = walk.getObjectReader().open(walk.getObjectId(0));
        texts.admit(path, blob.getSize());
        texts.add(path, blob.getCachedBytes(FileTexts.LARGEST_FILE));
    }
}
