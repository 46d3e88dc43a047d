package dev.patrol.apply;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.plan.Plan;
import dev.patrol.render.RenderedCluster;

/** A plan with everything it was made from. */
public record Work(ClusterDefinition cluster, RenderedCluster rendered, ClusterObservation seen, Plan plan) {}
