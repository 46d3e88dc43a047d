/**
 * Patroni's configuration as values: what stands in it, where a key stands, and the one list of what is secret.
 *
 * <p>Pure. Knows the form of a configuration and nothing of what a key does. Start at {@link dev.patrol.tree.ConfigTree},
 * {@link dev.patrol.tree.KeyPath} and {@link dev.patrol.tree.SecretRules}.
 */
@NullMarked
package dev.patrol.tree;

import org.jspecify.annotations.NullMarked;
