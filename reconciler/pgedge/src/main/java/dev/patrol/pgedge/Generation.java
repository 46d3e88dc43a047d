package dev.patrol.pgedge;

/** Which generation of the role built the clusters: they differ in paths, units and names. */
public enum Generation {
    /** The one that the role's documentation describes: Patroni by pipx, one cluster per machine. */
    DOCUMENTED("documented"),
    /** Release 1.0 and later: Patroni from packages. */
    PACKAGES("packages");

    private final String word;

    Generation(String word) {
        this.word = word;
    }

    /** As it is written on the command line and in the name of a layout. */
    public String word() {
        return word;
    }
}
