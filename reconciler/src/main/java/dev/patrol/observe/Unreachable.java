package dev.patrol.observe;

import dev.patrol.definition.NodeName;

/** A node of which nothing is known, and why. */
public record Unreachable(NodeName name, String reason) implements NodeObservation {}
