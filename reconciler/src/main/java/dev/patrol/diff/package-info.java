/**
 * Wanted against seen, key by key, with what each change takes.
 *
 * <p>Pure. Compares values as Patroni does, never text: comments, order and quoting are no change. Start at {@link
 * dev.patrol.diff.ClusterDiffer}.
 */
@NullMarked
package dev.patrol.diff;

import org.jspecify.annotations.NullMarked;
