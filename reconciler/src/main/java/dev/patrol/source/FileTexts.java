package dev.patrol.source;

import dev.patrol.definition.DefinitionFiles;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Collects the texts of definition files, within limits that no real fleet meets.
 *
 * <p>A file that cannot be taken ends the whole fetch: left out, it would look as if its cluster had left the fleet.
 */
final class FileTexts {
    static final int MOST_FILES = 10_000;
    static final int LARGEST_FILE = 1 << 20;
    private static final long LARGEST_SUM = 64L << 20;

    private final String source;
    private final SortedMap<String, String> texts = new TreeMap<>();
    private long sum;

    /** {@code source} is what messages call the place that the files come from. */
    FileTexts(String source) {
        this.source = source;
    }

    /** To be asked before a file is read. */
    void admit(String path, long size) throws SourceException {
        sum += size;
        if (size > LARGEST_FILE) {
            throw refusal(path, "is larger than 1 MiB", "split it, or keep it out of the definitions");
        }
        if (texts.size() >= MOST_FILES || sum > LARGEST_SUM) {
            throw new SourceException(source + ": it has more than " + MOST_FILES
                    + " definition files, or more than 64 MiB of them; spread the fleet over several repositories");
        }
    }

    void add(String path, byte[] content) throws SourceException {
        try {
            texts.put(
                    path,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(content))
                            .toString());
        } catch (CharacterCodingException e) {
            throw refusal(path, "is not UTF-8 text", "save it as UTF-8");
        }
    }

    SourceException refusal(String path, String why, String wayOut) {
        return new SourceException(source + ": '" + path + "' " + why + "; " + wayOut);
    }

    DefinitionFiles files() {
        return new DefinitionFiles(texts);
    }
}
