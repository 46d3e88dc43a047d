package dev.patrol.hba;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What comes of a connection, so far as pg_hba.conf decides it; a password may still be wrong. */
public enum Verdict {
    /** Whatever is not known, it is let in. */
    ALLOWED,
    /** Whatever is not known, it is turned away. */
    REFUSED,
    /** It depends. */
    UNKNOWN;

    static Verdict ofPossible(Collection<Verdict> possible) {
        Set<Verdict> all = EnumSet.copyOf(possible);
        return all.size() == 1 ? all.iterator().next() : UNKNOWN;
    }
}
