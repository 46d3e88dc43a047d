/**
 * Patrol on real nodes of one Debian release, {@code -Dpatrol.lab.suite}.
 *
 * <p>Tests share a lab for each layout; {@link dev.patrol.e2e.Stage} brings it into the state that a test asks for, and
 * {@link dev.patrol.e2e.Definitions} says why nobody goes back to what was. No test relies on another one having run
 * before. They need root and what {@code examples/lab} needs. Tags: {@code proof} and {@code rollout} for runs that take
 * long, {@code bookworm} or {@code trixie} for what is worth a run on one release only, {@code quick-...} for the one that
 * {@code verify.sh --quick} takes, {@code contract} for what has its nodes for itself.
 */
package dev.patrol.e2e;
