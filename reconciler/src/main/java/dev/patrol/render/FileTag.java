package dev.patrol.render;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A custom tag in every file that Patrol puts in place, another one each time. Patroni shows a member's tags in its REST
 * API as soon as it has read them, so the tag is its word that it has read this very file; and a file whose tag is not
 * shown is one that still waits for a reload, whoever wrote it. It is no part of what Git wants: a file that somebody
 * else wrote is right without it.
 */
public final class FileTag {
    /** The tag's name; any name that Patroni does not know is passed through. */
    public static final String NAME = "patrol";

    private static final String TAGS = "tags";
    private static final int BYTES = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    private FileTag() {}

    /** A tag that no file has yet. */
    public static String fresh() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        // A letter in front: twelve digits, or digits around an e, would be a number to Patroni.
        return "t" + HexFormat.of().formatHex(bytes);
    }

    /** The tag of a file. */
    public static Optional<String> of(Map<?, ?> file) {
        return file.get(TAGS) instanceof Map<?, ?> tags ? in(tags) : Optional.empty();
    }

    /** The tag among a member's tags. */
    public static Optional<String> in(Map<?, ?> tags) {
        return Optional.ofNullable(tags.get(NAME)).map(String::valueOf);
    }

    /** A file's content without the tag. */
    public static Map<String, Object> without(Map<String, Object> file) {
        return of(file).isPresent() ? with(file, Optional.empty()) : file;
    }

    static Map<String, Object> with(Map<String, Object> file, Optional<String> tag) {
        Map<Object, Object> tags = new LinkedHashMap<>();
        if (file.get(TAGS) instanceof Map<?, ?> given) {
            tags.putAll(given);
        }
        tags.remove(NAME);
        tag.ifPresent(value -> tags.put(NAME, value));
        Map<String, Object> tagged = new LinkedHashMap<>(file);
        tagged.put(TAGS, tags);
        return tagged;
    }
}
