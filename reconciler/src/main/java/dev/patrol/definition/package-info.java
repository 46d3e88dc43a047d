/**
 * What the Git repository says a cluster should be.
 *
 * <p>Pure values. Knows nothing of the language they are written in, of how nodes are reached or files rendered. Start at
 * {@link dev.patrol.definition.ClusterDefinition}.
 */
@NullMarked
package dev.patrol.definition;

import org.jspecify.annotations.NullMarked;
