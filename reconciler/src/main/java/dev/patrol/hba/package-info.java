/**
 * What pg_hba.conf lets in.
 *
 * <p>Pure. Reads the lines as PostgreSQL does and says what becomes of a connection, and which connections a Patroni
 * cluster cannot do without. Nothing is looked up: what depends on DNS, on a server's network cards or on other files is
 * unknown, never allowed. Start at {@link dev.patrol.hba.HbaList} and {@link dev.patrol.hba.LockOut}.
 */
@NullMarked
package dev.patrol.hba;

import org.jspecify.annotations.NullMarked;
