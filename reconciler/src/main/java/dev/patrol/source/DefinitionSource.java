package dev.patrol.source;

/** Where definitions come from. */
@FunctionalInterface
public interface DefinitionSource {
    /** The newest definitions. Cheap when nothing is new. */
    Checkout fetch() throws SourceException;
}
