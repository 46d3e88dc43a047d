package dev.patrol.source;

import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.Revision;

/** The definitions of one revision. The branch is empty where there is none: a plain directory, a single commit. */
public record Checkout(Revision revision, String branch, DefinitionFiles files) {}
