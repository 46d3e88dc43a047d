/**
 * Looks at every node of a cluster and writes down what it saw.
 *
 * <p>Values only come out; what could not be seen is {@link dev.patrol.observe.Unseen}, never fine. Must not know
 * what is wanted. Start at {@link dev.patrol.observe.Observer} and {@link dev.patrol.observe.ClusterObservation}.
 */
@NullMarked
package dev.patrol.observe;

import org.jspecify.annotations.NullMarked;
