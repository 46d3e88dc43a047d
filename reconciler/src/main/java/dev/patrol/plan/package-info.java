/**
 * Which steps, in which order, and why; or why not now.
 *
 * <p>Pure: values in, a {@link dev.patrol.plan.Plan} out. Start at {@link dev.patrol.plan.Planner}; who restarts when is
 * in {@link dev.patrol.plan.Restarts}, what forbids a disruption in {@link dev.patrol.safety.Gate}.
 */
@NullMarked
package dev.patrol.plan;

import org.jspecify.annotations.NullMarked;
