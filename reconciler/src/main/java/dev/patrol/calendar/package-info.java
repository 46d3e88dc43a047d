/**
 * Times that come again, in a time zone: cron expressions, and windows of time that open by them.
 *
 * <p>Values only; whoever asks brings the moment, and no clock is read here. Knows nothing of what happens at those times. Start at {@link
 * dev.patrol.calendar.Windows}.
 */
@NullMarked
package dev.patrol.calendar;

import org.jspecify.annotations.NullMarked;
