/**
 * Changes a running Patroni through its REST API, over HTTP with okhttp.
 *
 * <p>Knows two ways to a node (through its SSH connection, or directly) and how Patroni answers; knows nothing of what
 * is to be changed or why. Start at {@link dev.patrol.remote.rest.RestPatroni}.
 */
@NullMarked
package dev.patrol.remote.rest;

import org.jspecify.annotations.NullMarked;
