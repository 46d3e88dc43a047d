package dev.patrol.lab;

import dev.patrol.lab.RootShell.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;

/**
 * The shells that stay on the nodes of a lab: as many on a node as commands run there at a time, which is mostly one. To
 * enter a node costs ten times what a short command does.
 */
final class RootShells implements AutoCloseable {
    /** Longer than any command of a test takes that works. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Map<String, Deque<RootShell>> idle = new ConcurrentHashMap<>();
    private final Function<String, List<String>> entry;

    /** {@code entry} says for a node which command becomes a bash on it. */
    RootShells(Function<String, List<String>> entry) {
        this.entry = entry;
    }

    /** Runs a command on a node. */
    Answer run(String node, List<String> words) {
        RootShell shell = take(node);
        Answer answer = shell.run(words);
        idleOn(node).push(shell);
        return answer;
    }

    private RootShell take(String node) {
        for (RootShell shell = idleOn(node).poll();
                shell != null;
                shell = idleOn(node).poll()) {
            if (shell.isAlive()) {
                return shell;
            }
        }
        try {
            return RootShell.open(entry.apply(node), "/run", LIMIT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Deque<RootShell> idleOn(String node) {
        return idle.computeIfAbsent(node, name -> new ConcurrentLinkedDeque<>());
    }

    /** Ends the idle ones: their nodes are, or have been, switched off. */
    @Override
    public void close() {
        idle.values().forEach(shells -> {
            for (RootShell shell = shells.poll(); shell != null; shell = shells.poll()) {
                shell.close();
            }
        });
    }
}
