package dev.patrol.apply;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.plan.Plan;
import dev.patrol.render.WantedCluster;

/** A plan with everything it was made from. */
public record Work(ClusterDefinition cluster, WantedCluster wanted, ClusterObservation seen, Plan plan) {}
