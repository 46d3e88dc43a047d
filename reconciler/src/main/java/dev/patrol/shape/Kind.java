package dev.patrol.shape;

import dev.patrol.yaml.YamlNode;
import java.util.Optional;

/** What a value may be. */
public sealed interface Kind
        permits Choice, Shorthand, Entries, Group, ListOf, OpenMap, Scalar, SecretPlace, Text, WholeNumber {
    /** For messages, with its article: {@code a whole number from 1 to 65535}. */
    String expected();

    /**
     * Reports everything that is wrong with the value, and returns what remains of it: the value without its wrong
     * parts, or nothing when it is of another kind altogether. So one mistake hides no other.
     */
    Optional<YamlNode> accept(YamlNode value, Place place);
}
