package dev.patrol.render;

import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import java.security.SecureRandom;
import java.util.HexFormat;
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

    private static final KeyPath PATH = KeyPath.of("tags", NAME);
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
    public static Optional<String> of(ConfigTree file) {
        return file.get(PATH).map(String::valueOf);
    }

    /** The tag among a member's tags. */
    public static Optional<String> in(ConfigTree tags) {
        return tags.get(NAME).map(String::valueOf);
    }

    /** A file's content without the tag. */
    public static ConfigTree without(ConfigTree file) {
        return file.without(PATH);
    }

    static ConfigTree with(ConfigTree file, String tag) {
        return file.with(PATH, tag);
    }
}
