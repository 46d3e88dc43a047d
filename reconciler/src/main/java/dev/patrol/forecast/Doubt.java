package dev.patrol.forecast;

import dev.patrol.problem.Cause;

/** What the server could not be asked, so that a plan is less sure of it. */
enum Doubt implements Cause {
    SERVER_NOT_ASKED,
    TEXTS_NOT_CHECKED
}
