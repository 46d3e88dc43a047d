/**
 * All wording: what the other packages find, as sentences, text, Markdown and JSON.
 *
 * <p>Decides nothing. The sentence for each {@link dev.patrol.problem.Cause} stands in {@code words.properties}; start at
 * {@link dev.patrol.view.Wording}.
 */
@NullMarked
package dev.patrol.view;

import org.jspecify.annotations.NullMarked;
