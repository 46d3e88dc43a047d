/**
 * The definition language: which keys there are, how levels are laid over each other, what each layout presets, and what
 * must hold between keys, nodes and clusters.
 *
 * <p>Pure: texts in, definitions and problems out. Start at {@link dev.patrol.language.DefinitionReader}; every key is in
 * {@link dev.patrol.language.DefinitionKeys}.
 */
@NullMarked
package dev.patrol.language;

import org.jspecify.annotations.NullMarked;
