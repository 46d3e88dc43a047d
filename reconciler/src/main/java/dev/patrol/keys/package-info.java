/**
 * The keys of the definition language: what kind each is, at which levels it may stand, and how levels are laid over each
 * other.
 *
 * <p>Knows nothing of what a key does. Start at {@link dev.patrol.keys.DefinitionKeys}.
 */
@NullMarked
package dev.patrol.keys;

import org.jspecify.annotations.NullMarked;
