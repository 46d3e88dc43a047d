/**
 * What may be asked of a node, of Patroni and of the DCS, and what may be done to them: interfaces and their values only.
 *
 * <p>Reading ({@code *Reader}) and changing ({@code *Control}) are separate, and only {@code apply} may use the second
 * kind. Implementations live in {@code remote.node}, {@code remote.rest} and {@code remote.etcd}. Every call has a hard
 * time-out and is safe to repeat.
 */
@NullMarked
package dev.patrol.remote;

import org.jspecify.annotations.NullMarked;
