/**
 * Hosts, ports and networks, as definitions, settings and pg_hba.conf write them: the one place that reads them.
 *
 * <p>Addresses are texts that somebody wrote, and are looked up by nobody here. Start at {@link
 * dev.patrol.address.Address}, which has what they look like.
 */
@NullMarked
package dev.patrol.address;

import org.jspecify.annotations.NullMarked;
