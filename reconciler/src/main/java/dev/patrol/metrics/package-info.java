/**
 * Outcomes of passes as Prometheus series, and the two ways to fetch them: an HTTP endpoint and a text file.
 *
 * <p>The only user of Micrometer; it is loaded when a {@link dev.patrol.metrics.ReconcileMetrics} is made. Knows nothing
 * of schedules. Start at {@link dev.patrol.metrics.Metric} and {@link dev.patrol.metrics.ReconcileMetrics}.
 */
@NullMarked
package dev.patrol.metrics;

import org.jspecify.annotations.NullMarked;
