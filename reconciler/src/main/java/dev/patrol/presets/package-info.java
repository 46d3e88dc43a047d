/**
 * What Patroni is to be told: the trees of its file on each node and of its configuration in the DCS, from the keys of a
 * definition and from what a layout presets.
 *
 * <p>Judges nothing; {@code rules} does. Start at {@link dev.patrol.presets.LocalTree}.
 */
@NullMarked
package dev.patrol.presets;

import org.jspecify.annotations.NullMarked;
