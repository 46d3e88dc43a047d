/**
 * Sizes and lengths of time as people write them: one grammar, for definitions and for Patrol's settings.
 *
 * <p>Knows nothing of files. What PostgreSQL makes of its own parameters is no matter of this package. Start at {@link
 * dev.patrol.units.Quantity}.
 */
@NullMarked
package dev.patrol.units;

import org.jspecify.annotations.NullMarked;
