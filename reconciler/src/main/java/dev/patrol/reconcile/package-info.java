/**
 * One pass over one cluster, and one fetch and a pass over all of them.
 *
 * <p>Knows the order observe, diff, plan, apply, and makes the one outcome that everything else is told. Start at {@link
 * dev.patrol.reconcile.FleetPass} and {@link dev.patrol.reconcile.Reconciler}.
 */
@NullMarked
package dev.patrol.reconcile;

import org.jspecify.annotations.NullMarked;
