/**
 * Patroni's configuration as values: where a key stands ({@link dev.patrol.tree.KeyPath}), and what stands there.
 *
 * <p>Pure. Knows the form of a configuration and nothing of what a key means. Start at {@link dev.patrol.tree.KeyPath}.
 */
@NullMarked
package dev.patrol.tree;

import org.jspecify.annotations.NullMarked;
