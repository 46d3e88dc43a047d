/**
 * What must hold of a definition beyond the kind of each key: between keys, nodes and clusters, of pg_hba, of parameters, of
 * raw keys. Each rule reports to {@link dev.patrol.problem.Problems} and goes on.
 *
 * <p>Start at {@link dev.patrol.rules.ClusterRules}.
 */
@NullMarked
package dev.patrol.rules;

import org.jspecify.annotations.NullMarked;
