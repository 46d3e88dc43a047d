package dev.patrol.source;

import java.time.Duration;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Ends a transfer that takes too long although bytes keep trickling in; jgit asks it now and then. */
final class Deadline extends EmptyProgressMonitor {
    private final long end;

    Deadline(Duration limit) {
        this.end = System.nanoTime() + limit.toNanos();
    }

    @Override
    public boolean isCancelled() {
        return System.nanoTime() > end || Thread.currentThread().isInterrupted();
    }
}
