package dev.patrol.observe;

import dev.patrol.definition.NodeName;
import dev.patrol.problem.Reason;

/**
 * A node of which nothing is known, and why.
 *
 * @param isReached whether it answered, and nothing could be made of that; else it is unreachable
 */
public record Unseen(NodeName name, boolean isReached, Reason reason) implements NodeObservation {}
