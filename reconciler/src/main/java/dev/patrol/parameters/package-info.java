/**
 * What changing a key does: to Patroni's file, to its dynamic configuration, and to a PostgreSQL parameter.
 *
 * <p>Plain tables with their sources; knows no cluster. Start at {@link dev.patrol.parameters.Effect}.
 */
@NullMarked
package dev.patrol.parameters;

import org.jspecify.annotations.NullMarked;
