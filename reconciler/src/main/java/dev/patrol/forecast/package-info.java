/**
 * What each change takes: the known rules first, then the running server's word, then the server's own check of the values.
 *
 * <p>Changes nothing. Start at {@link dev.patrol.forecast.Forecasts}.
 */
@NullMarked
package dev.patrol.forecast;

import org.jspecify.annotations.NullMarked;
