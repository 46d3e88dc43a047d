package dev.patrol.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * What a server's branches and tags make of the revision that was asked for.
 *
 * @param branch branch or tag, by its short name; empty for a commit
 * @param ref what to fetch; empty when only a commit id is known
 * @param id where the ref points now, or the commit's full id; empty when the id is shortened
 */
record RemoteRevision(String branch, Optional<String> ref, Optional<ObjectId> id) {
    private static final Pattern COMMIT_ID = Pattern.compile("[0-9a-f]{4,40}");

    static boolean isCommitId(String name) {
        return COMMIT_ID.matcher(name).matches();
    }

    static RemoteRevision commit(String name) {
        Optional<ObjectId> full = ObjectId.isId(name) ? Optional.of(ObjectId.fromString(name)) : Optional.empty();
        return new RemoteRevision("", Optional.empty(), full);
    }

    static RemoteRevision find(Optional<String> wanted, Map<String, Ref> refs, String tried) throws SourceException {
        if (refs.isEmpty()) {
            throw new SourceException(tried + ": the repository has no commits yet; push the definitions");
        }
        return wanted.isPresent() ? named(wanted.get(), refs, tried) : byDefault(refs, tried);
    }

    private static RemoteRevision named(String name, Map<String, Ref> refs, String tried) throws SourceException {
        for (String folder : List.of(Constants.R_HEADS, Constants.R_TAGS, "")) {
            Ref found = refs.get(folder + name);
            if (found != null) {
                return of(found);
            }
        }
        if (isCommitId(name)) {
            return commit(name);
        }
        throw UnknownRevision.of(tried, name, branches(refs));
    }

    private static RemoteRevision byDefault(Map<String, Ref> refs, String tried) throws SourceException {
        Ref head = refs.get(Constants.HEAD);
        if (head == null) {
            throw new SourceException(tried + ": its default branch has no commit; name a branch with --revision: "
                    + String.join(", ", branches(refs)));
        }
        if (head.isSymbolic()) {
            return of(head.getLeaf());
        }
        // Old servers, and repositories with a detached HEAD, do not say which branch it is.
        return refs.values().stream()
                .filter(ref -> ref.getName().startsWith(Constants.R_HEADS))
                .filter(ref -> head.getObjectId().equals(ref.getObjectId()))
                .findFirst()
                .map(RemoteRevision::of)
                .orElseGet(() -> new RemoteRevision("", Optional.of(Constants.HEAD), Optional.of(head.getObjectId())));
    }

    private static RemoteRevision of(Ref ref) {
        return new RemoteRevision(
                Repository.shortenRefName(ref.getName()), Optional.of(ref.getName()), Optional.of(ref.getObjectId()));
    }

    private static List<String> branches(Map<String, Ref> refs) {
        return refs.keySet().stream()
                .filter(name -> name.startsWith(Constants.R_HEADS))
                .map(Repository::shortenRefName)
                .toList();
    }
}
