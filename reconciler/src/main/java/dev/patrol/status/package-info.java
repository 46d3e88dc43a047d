/**
 * What the last pass of each cluster came to, and where that is kept between runs.
 *
 * <p>The one place that knows the words for an outcome; metrics, exit codes and text are made from it. Start at {@link
 * dev.patrol.status.ClusterStatus}.
 */
@NullMarked
package dev.patrol.status;

import org.jspecify.annotations.NullMarked;
