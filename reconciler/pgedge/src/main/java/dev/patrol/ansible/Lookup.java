package dev.patrol.ansible;

import java.util.LinkedHashSet;
import java.util.Set;

/** One question for a variable, while those that it is made of are evaluated; there is an end to how many these are. */
final class Lookup {
    static final int ONE_VALUE = 100;

    private static final int MOST_NESTED = 100;
    private static final int MOST_WORK = 2_000_000;

    private final Set<String> asked = new LinkedHashSet<>();
    private int work;

    /** False where this variable is being evaluated already. */
    boolean begin(String variable) {
        return asked.add(variable);
    }

    void end(String variable) {
        asked.remove(variable);
    }

    /** The variables that are being evaluated, the outermost first. */
    Set<String> asked() {
        return asked;
    }

    /** @param more in characters that are read or written; a value counts for {@link #ONE_VALUE} */
    void spend(int more) {
        work = (int) Math.min(MOST_WORK, (long) work + more);
    }

    boolean isTooMuch() {
        return asked.size() > MOST_NESTED || work >= MOST_WORK;
    }
}
