package dev.patrol.problem;

/** What is worded already: problems of a definition, and what other programs say. */
enum Said implements Cause {
    SAID
}
