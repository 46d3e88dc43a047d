/**
 * What is wrong with something a person wrote, where it stands, and what to do about it.
 *
 * <p>Problems are values: readers collect all of them and go on, so that one run shows every mistake. Nothing in here
 * knows what kind of file is being read. Start at {@link dev.patrol.problem.Problem}.
 */
@NullMarked
package dev.patrol.problem;

import org.jspecify.annotations.NullMarked;
