/**
 * Makes passes on a schedule until told to stop.
 *
 * <p>The only user of Quartz's scheduler; {@code calendar} reads cron expressions by Quartz, too. Must not know what a
 * pass does. Start at {@link dev.patrol.daemon.Daemon}.
 */
@NullMarked
package dev.patrol.daemon;

import org.jspecify.annotations.NullMarked;
