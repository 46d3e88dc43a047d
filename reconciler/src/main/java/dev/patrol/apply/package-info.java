/**
 * Carries a plan out, one step after the other, and judges each by what is observed afterwards.
 *
 * <p>The only user of the interfaces that change anything. Start at {@link dev.patrol.apply.PlanExecutor}; how a step is
 * done is in {@link dev.patrol.apply.StepRunner}, restarts in {@link dev.patrol.apply.RestartRunner} and
 * {@link dev.patrol.apply.SwitchoverRunner}.
 */
@NullMarked
package dev.patrol.apply;

import org.jspecify.annotations.NullMarked;
