package dev.patrol.source;

import dev.patrol.problem.Guess;
import java.util.Collection;
import java.util.List;

/** Words for a revision that a repository does not have. */
final class UnknownRevision {
    private static final int SHOWN = 10;

    private UnknownRevision() {}

    static SourceException of(String tried, String wanted, Collection<String> branches) {
        List<String> shown = branches.stream().sorted().limit(SHOWN).toList();
        return new SourceException(tried + ": it has no such branch, tag or commit" + Guess.didYouMean(wanted, branches)
                + "; its branches are " + String.join(", ", shown) + (branches.size() > SHOWN ? ", …" : ""));
    }
}
