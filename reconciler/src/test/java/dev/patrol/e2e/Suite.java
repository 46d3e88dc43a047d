package dev.patrol.e2e;

import dev.patrol.lab.Lab;
import java.util.Locale;

/** A Debian release that the nodes run. */
enum Suite {
    /** PostgreSQL 15, Patroni 3.0, etcd 3.4. */
    BOOKWORM(15),
    /** PostgreSQL 17, Patroni 4.0, etcd 3.5. */
    TRIXIE(17);

    private final int postgresql;

    Suite(int postgresql) {
        this.postgresql = postgresql;
    }

    /** A run has one: {@code -Dpatrol.lab.suite}. */
    static Suite ofThisRun() {
        return valueOf(Lab.suite().toUpperCase(Locale.ROOT));
    }

    int postgresql() {
        return postgresql;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
