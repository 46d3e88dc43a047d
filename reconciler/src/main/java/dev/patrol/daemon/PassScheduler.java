package dev.patrol.daemon;

import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** Quartz with one job on one thread. A pass that could not begin in time is skipped and not made up for. */
final class PassScheduler {
    private static final JobKey JOB = new JobKey("pass");
    // Less late than this is not late.
    private static final String MISFIRE_MILLIS = "1000";

    private final Scheduler scheduler;

    PassScheduler(PassRuns runs) {
        try {
            scheduler = new StdSchedulerFactory(properties()).getScheduler();
            scheduler.setJobFactory((bundle, owner) -> new PassJob(runs));
            scheduler.addJob(
                    JobBuilder.newJob(PassJob.class)
                            .withIdentity(JOB)
                            .storeDurably()
                            .build(),
                    false);
        } catch (SchedulerException e) {
            throw new IllegalStateException("the scheduler cannot be made", e);
        }
    }

    private static Properties properties() {
        Properties properties = new Properties();
        // Quartz keeps all schedulers of a JVM by their names.
        properties.setProperty("org.quartz.scheduler.instanceName", "patrol-" + UUID.randomUUID());
        properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", "1");
        properties.setProperty("org.quartz.threadPool.threadNamePrefix", "patrol-pass");
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        properties.setProperty("org.quartz.jobStore.misfireThreshold", MISFIRE_MILLIS);
        return properties;
    }

    /** One pass now, and then by the schedule. */
    void start(Schedule schedule) {
        Trigger trigger = TriggerBuilder.newTrigger()
                .forJob(JOB)
                .withSchedule(builder(schedule))
                .startAt(Date.from(schedule.next(Instant.now())))
                .build();
        try {
            scheduler.scheduleJob(trigger);
            runNow();
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("passes cannot be scheduled", e);
        }
    }

    private static ScheduleBuilder<? extends Trigger> builder(Schedule schedule) {
        if (schedule instanceof Schedule.Cron cron) {
            return CronScheduleBuilder.cronSchedule(cron.times().expression())
                    .withMisfireHandlingInstructionDoNothing();
        }
        long millis = ((Schedule.Every) schedule).interval().toMillis();
        return SimpleScheduleBuilder.simpleSchedule()
                .withIntervalInMilliseconds(Math.max(1, millis))
                .repeatForever()
                .withMisfireHandlingInstructionNextWithRemainingCount();
    }

    /** One pass as soon as none is running. */
    void runNow() {
        try {
            scheduler.scheduleJob(TriggerBuilder.newTrigger()
                    .forJob(JOB)
                    .usingJobData(PassJob.AT_ONCE, true)
                    .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                    .startNow()
                    .build());
        } catch (SchedulerException e) {
            throw new IllegalStateException("a pass cannot be asked for", e);
        }
    }

    /** Begins no further pass, and interrupts the one that is running. */
    void stop() {
        try {
            scheduler.standby();
            scheduler.interrupt(JOB);
        } catch (SchedulerException e) {
            throw new IllegalStateException("passes cannot be stopped", e);
        }
    }

    void close() {
        try {
            scheduler.shutdown(false);
        } catch (SchedulerException e) {
            throw new IllegalStateException("the scheduler cannot be shut down", e);
        }
    }
}
