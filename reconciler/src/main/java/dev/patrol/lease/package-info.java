/**
 * Who may change a cluster now.
 *
 * <p>Asked by a pass before it begins work on a cluster; looking needs no lease. Start at {@link
 * dev.patrol.lease.FileLeases}.
 */
@NullMarked
package dev.patrol.lease;

import org.jspecify.annotations.NullMarked;
