/**
 * Texts to definitions: which files there are, which level each part of them is, and in which order they are laid over each
 * other, built and judged.
 *
 * <p>Pure: texts in, definitions and problems out. Start at {@link dev.patrol.language.DefinitionReader}.
 */
@NullMarked
package dev.patrol.language;

import org.jspecify.annotations.NullMarked;
