/**
 * The packaged program on real nodes, both Debian releases.
 *
 * <p>Tests share a lab for each release and layout; {@link dev.patrol.e2e.Stage} brings it into the state that a test asks
 * for. They need root and what {@code examples/lab} needs.
 */
package dev.patrol.e2e;
