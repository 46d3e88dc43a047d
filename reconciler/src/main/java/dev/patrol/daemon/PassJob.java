package dev.patrol.daemon;

import java.util.Optional;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.InterruptableJob;
import org.quartz.JobExecutionContext;

/** One pass, as Quartz sees it. Never two at a time: a pass that is due while one runs begins after it. */
@DisallowConcurrentExecution
final class PassJob implements InterruptableJob {
    /** In a trigger's data: the pass begins without jitter. */
    static final String AT_ONCE = "at_once";

    private final PassRuns runs;
    private Optional<Thread> running = Optional.empty();

    PassJob(PassRuns runs) {
        this.runs = runs;
    }

    @Override
    public void execute(JobExecutionContext context) {
        running(Optional.of(Thread.currentThread()));
        try {
            if (context.getTrigger().getJobDataMap().containsKey(AT_ONCE)) {
                runs.run();
            } else {
                runs.runAfterJitter();
            }
        } finally {
            running(Optional.empty());
            // The thread goes back to Quartz, which takes an interrupt for an error.
            Thread.interrupted();
        }
    }

    private synchronized void running(Optional<Thread> thread) {
        running = thread;
    }

    /** Ends the waits of the pass; the step that is under way ends first. */
    @Override
    public synchronized void interrupt() {
        running.ifPresent(Thread::interrupt);
    }
}
