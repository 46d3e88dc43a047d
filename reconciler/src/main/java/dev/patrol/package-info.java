/**
 * Puts the pieces together: {@link dev.patrol.Main} runs a command line, {@link dev.patrol.Wiring} is a page of
 * constructor calls. Nothing imports this package.
 */
@NullMarked
package dev.patrol;

import org.jspecify.annotations.NullMarked;
