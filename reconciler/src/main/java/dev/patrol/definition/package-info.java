/**
 * What the Git repository says a cluster should be.
 *
 * <p>Pure values. Knows nothing of the language they are written in, of how nodes are reached or files rendered. Start at
 * {@link dev.patrol.definition.ClusterDefinition}.
 */
package dev.patrol.definition;
