/**
 * Whether a cluster may be disrupted now, asked when a plan is made and again, on a fresh look, right before each step.
 *
 * <p>Pure. What is not known forbids. Start at {@link dev.patrol.safety.Gate}.
 */
@NullMarked
package dev.patrol.safety;

import org.jspecify.annotations.NullMarked;
