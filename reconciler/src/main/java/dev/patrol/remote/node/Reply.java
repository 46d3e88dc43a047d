package dev.patrol.remote.node;

import dev.patrol.problem.Reason;
import dev.patrol.remote.Refusal;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.Unread;
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
    Section require(String name) throws RejectedException {
        return section(name)
                .orElseThrow(
                        () -> new RejectedException(Unread.MALFORMED.with("said", "there is no '" + name + "' in it")));
    }

    /** The same of which nothing is missing. */
    Section requireWhole(String name) throws RejectedException {
        Section found = require(name);
        if (!found.isWhole()) {
            throw new RejectedException(Unread.PART_TOO_LARGE.with("part", name));
        }
        return found;
    }

    /** That the script failed, and what it says of that. */
    Reason failure() {
        String line =
                Quote.of(String.join("; ", error.lines().map(String::strip).toList()));
        return Refusal.NODE.with("said", line.isEmpty() ? "no reason given, status " + status : line);
    }

    /**
     * A named piece: {@code words} stand in its heading line, {@code bytes} follow.
     *
     * @param isWhole false: it was so large that only its beginning was kept
     */
    public record Section(String name, List<String> words, ByteBuffer bytes, boolean isWhole) {
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
