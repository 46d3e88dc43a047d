package dev.patrol.problem;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** A collector of problems. Readers add to it and go on; whoever called them looks once at the end. */
public final class Problems {
    private final TreeSet<Problem> problems = new TreeSet<>();

    public void error(Location location, String message) {
        problems.add(Problem.error(location, message));
    }

    public void warning(Location location, String message) {
        problems.add(Problem.warning(location, message));
    }

    public void add(Problem problem) {
        problems.add(problem);
    }

    public void addAll(Collection<Problem> others) {
        problems.addAll(others);
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** All problems, by file, line and column. */
    public List<Problem> all() {
        return List.copyOf(problems);
    }
}
