package dev.patrol.yaml;

import static java.util.Objects.requireNonNull;

/** A text with a tag of another program's, such as {@code !vault}; prints without the text, which may be a secret. */
public record TaggedText(String tag, String text) {
    public TaggedText {
        requireNonNull(tag, "tag");
        requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return tag + " " + Secret.MASK;
    }
}
