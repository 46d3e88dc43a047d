/**
 * Brings the definitions of one revision into memory: from a Git repository anywhere, or from a plain directory.
 *
 * <p>A repository on this machine is read in place; any other is kept as a shallow bare clone in a state folder. Files
 * are read from the commit itself, never checked out. Knows nothing of what the files mean. Start at {@link
 * dev.patrol.source.DefinitionSource}; what users need to know is in {@code reconciler/docs/git.md}.
 */
@NullMarked
package dev.patrol.source;

import org.jspecify.annotations.NullMarked;
