package dev.patrol.remote.node;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The script's answer to one request.
 *
 * @param error what the commands wrote to standard error
 * @param status the verb's exit status
 */
public record Reply(List<Section> sections, String error, int status) {
    public Reply {
        sections = List.copyOf(sections);
    }

    Optional<Section> section(String name) {
        return sections.stream().filter(section -> section.name().equals(name)).findFirst();
    }

    /** A section that the script writes whenever it succeeds. */
    Section require(String name) {
        return section(name).orElseThrow(() -> new IllegalStateException("the script's answer has no '" + name + "'"));
    }

    /** What went wrong, on one line. */
    String errorLine() {
        String line = String.join("; ", error.lines().map(String::strip).toList());
        return line.isEmpty() ? "no reason given, status " + status : line;
    }

    /** A named piece: {@code words} stand in its heading line, {@code bytes} follow. */
    public record Section(String name, List<String> words, ByteBuffer bytes) {
        public Section {
            words = List.copyOf(words);
        }

        /** From its first byte on, however often it is asked for. */
        @Override
        public ByteBuffer bytes() {
            return bytes.asReadOnlyBuffer();
        }

        /** The word at this place of the heading, or an empty one. */
        String word(int index) {
            return index < words.size() ? words.get(index) : "";
        }

        /** The content as people read it; broken UTF-8 becomes replacement characters. */
        String text() {
            return StandardCharsets.UTF_8.decode(bytes()).toString();
        }

        List<String> lines() {
            return text().lines().toList();
        }
    }
}
