package dev.patrol.remote;

import dev.patrol.problem.Cause;

/** Why an answer that came, or a part of it, says nothing. */
public enum Unread implements Cause {
    /** What was sent is no answer to the question. */
    MALFORMED,
    /** More was sent than is read. */
    TOO_LARGE,
    /** One part of the answer is larger than what is read of it. */
    PART_TOO_LARGE,
    FILE_NOT_READABLE,
    FILE_TOO_LARGE,
    FILE_NOT_UTF8,
    FILE_NOT_YAML,
    REST_SILENT,
    REST_TOO_LARGE,
    REST_MALFORMED,
    SERVER_SILENT,
    SERVER_TOO_LARGE,
    SERVER_MALFORMED,
    CHECK_MALFORMED,
    DCS_TOO_LARGE,
    /** Reading it failed where it should not; the log has the details. */
    FAILED
}
