package dev.patrol.render;

import dev.patrol.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A custom tag in every file that Patrol writes: a digest of the file's other keys. Patroni shows a member's tags in its
 * REST API as soon as it has read them, so the tag is its word that it has read this very file; and a file whose tag is
 * not shown is one that still waits for a reload, whoever wrote it. What only seeds a new cluster ({@code bootstrap}) is
 * not part of it: Patroni need not re-read its file for that.
 */
public final class FileTag {
    /** The tag's name; any name that Patroni does not know is passed through. */
    public static final String NAME = "patrol";

    private static final int HEX_DIGITS = 12;

    private FileTag() {}

    /** The tag of a rendered file. */
    public static Optional<String> of(RenderedConfig config) {
        return config.tree().get("tags") instanceof Map<?, ?> tags ? in(tags) : Optional.empty();
    }

    /** The tag among a member's tags. */
    public static Optional<String> in(Map<?, ?> tags) {
        return Optional.ofNullable(tags.get(NAME)).map(String::valueOf);
    }

    /** The digest for a file with this content. */
    static String digest(Map<String, Object> tree) {
        Map<String, Object> relevant = new LinkedHashMap<>(tree);
        relevant.remove("bootstrap");
        byte[] text = YamlWriter.write(relevant).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
