package dev.patrol.reconcile;

import dev.patrol.problem.Cause;

/** Why a pass left something to do, apart from what stands in the plan's way. */
enum Unfinished implements Cause {
    DEFINITION,
    LOCKED,
    STEPS_TO_DO,
    STEPS_LEFT,
    STEP,
    RESTART_PENDING
}
