/**
 * What the Git repository says a cluster should be.
 *
 * <p>Pure values and the reader that makes them from YAML. Knows nothing of how nodes are reached or files rendered.
 * Start at {@link dev.patrol.definition.ClusterDefinition}; the language is in {@code reconciler/docs/definition.md}.
 */
package dev.patrol.definition;
