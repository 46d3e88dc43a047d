/**
 * Arguments in; text, JSON or Markdown out; an exit code.
 *
 * <p>The only package that prints results. Knows nothing of how the world is reached: {@link dev.patrol.cli.Services}
 * brings it. Commands are one class each; what they print is built in views. Start at {@link
 * dev.patrol.cli.PatrolCommand}.
 */
@NullMarked
package dev.patrol.cli;

import org.jspecify.annotations.NullMarked;
