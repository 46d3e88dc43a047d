package dev.patrol.simulator.contract;

/** Versions that are met together: those of Debian 12 and of Debian 13. */
public enum Release {
    BOOKWORM("3.0", 15),
    TRIXIE("4.0", 17);

    private final String patroni;
    private final int postgresql;

    Release(String patroni, int postgresql) {
        this.patroni = patroni;
        this.postgresql = postgresql;
    }

    public String patroni() {
        return patroni;
    }

    public int postgresql() {
        return postgresql;
    }
}
