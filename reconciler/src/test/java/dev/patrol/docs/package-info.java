/**
 * The project's documents, held to the repository: links, paths, commands, names. What a document says of one subject is
 * held to it by a test beside that subject, such as {@code DefinitionDocumentTest}.
 */
package dev.patrol.docs;
