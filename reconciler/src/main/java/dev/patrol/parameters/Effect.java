package dev.patrol.parameters;

/** What it takes for a change to take effect, from the mildest to what Patrol will not do. */
public enum Effect {
    /** Nothing reads the key on a running cluster: it seeds a new one, or the change is to how the file stands on disk. */
    NOTHING("nothing to do"),
    /** Patroni takes it over by itself (a change in the DCS), or after it re-reads its file. */
    RELOAD("reload"),
    /** PostgreSQL must restart. */
    RESTART("restart"),
    /** Patroni's process must restart, in a pause, so that PostgreSQL goes on: the REST listener is opened anew. */
    PROCESS_RESTART("restart of Patroni, PostgreSQL goes on"),
    /** Patroni reads the key only when its process starts; Patrol writes it and leaves that start to people. */
    PATRONI_RESTART("takes effect when Patroni next starts"),
    /** The key is part of what the cluster is: changing it under a running cluster breaks it. */
    REFUSED("not possible on a live cluster");

    private final String words;

    Effect(String words) {
        this.words = words;
    }

    /** The effect in the words of a plan. */
    public String words() {
        return words;
    }
}
