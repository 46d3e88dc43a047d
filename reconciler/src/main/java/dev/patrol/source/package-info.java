/**
 * Brings the definitions of one revision of the repository into memory.
 *
 * <p>The only user of jgit. Start at {@link dev.patrol.source.DefinitionSource}.
 */
package dev.patrol.source;
