package dev.patrol.problem;

/** Whether a problem stops the cluster it belongs to. */
public enum Severity {
    ERROR,
    WARNING
}
