/**
 * Makes definitions of an inventory of the pgEdge collection, as people would have written them by hand.
 *
 * <p>Knows the variables of the collection's role {@code setup_patroni}, their defaults, and what the role made of them;
 * knows of Patrol's language only the words that it writes. Pure: reads an inventory that was read already, and returns
 * texts. Start at {@link dev.patrol.pgedge.PgedgeImport}.
 */
@NullMarked
package dev.patrol.pgedge;

import org.jspecify.annotations.NullMarked;
