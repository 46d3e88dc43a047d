/**
 * Turns a definition into the text of each node's Patroni file and the configuration wanted in the DCS, the same bytes
 * every time.
 *
 * <p>Pure; secrets come in through a lookup. Start at {@link dev.patrol.render.ConfigRenderer}.
 */
@NullMarked
package dev.patrol.render;

import org.jspecify.annotations.NullMarked;
