package dev.patrol.remote.node;

import dev.patrol.remote.Unread;
import dev.patrol.remote.node.Reply.Section;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes replies apart. Only a line that begins with the request's token is framing; everything else is content, byte
 * for byte, and what stands before the first such line (a login shell's greeting) is nobody's.
 *
 * <p>A node must not fill our memory, nor cost its own other answers by one that is too large: of such a section only the
 * beginning is kept.
 */
final class ReplyReader {
    /** Of one section: far above any Patroni file, configuration or view of a cluster. */
    static final int LARGEST_SECTION = 1 << 20;

    /** Of all sections of a reply together. */
    private static final int MOST_KEPT = 4 << 20;

    /** Of a reply with all that is not kept; whoever sends more is not listened to. */
    static final int LARGEST_REPLY = 64 << 20;

    private static final int MOST_SECTIONS = 200;
    private static final int LONGEST_HEADING = 1 << 13;

    private final InputStream in;
    private final byte[] piece = new byte[LONGEST_HEADING];

    ReplyReader(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** The next reply. {@link EndOfScript} when the stream ends first. */
    Reply read(String token) throws IOException {
        byte[] mark = (token + " ").getBytes(StandardCharsets.US_ASCII);
        List<Section> sections = new ArrayList<>();
        List<String> heading = List.of();
        Content content = new Content(MOST_KEPT);
        boolean atLineStart = true;
        for (int left = LARGEST_REPLY; left > 0; ) {
            int length = nextPiece();
            left -= length;
            if (length == 0) {
                throw new EndOfScript(heading.isEmpty() ? content.text() : "");
            }
            boolean isHeading = atLineStart && startsWith(length, mark);
            atLineStart = piece[length - 1] == '\n';
            if (!isHeading) {
                content.add(piece, length);
                continue;
            }
            if (!heading.isEmpty()) {
                sections.add(content.section(heading));
            }
            content = new Content(MOST_KEPT
                    - sections.stream()
                            .mapToInt(section -> section.bytes().limit())
                            .sum());
            heading = words(length);
            if (heading.get(0).equals("end")) {
                return reply(sections, heading);
            }
            if (!atLineStart || sections.size() == MOST_SECTIONS) {
                throw malformed("more headings than an answer has, or one that does not end");
            }
        }
        throw new UnreadReply(Unread.TOO_LARGE.with("megabytes", LARGEST_REPLY >> 20));
    }

    private static Reply reply(List<Section> sections, List<String> end) throws IOException {
        String error = "";
        List<Section> others = new ArrayList<>();
        for (Section section : sections) {
            if (section.name().equals("error")) {
                error = section.text().strip();
            } else {
                others.add(section);
            }
        }
        if (end.size() != 2 || !end.get(1).matches("[0-9]{1,3}")) {
            throw malformed(String.join(" ", end));
        }
        return new Reply(others, error, Integer.parseInt(end.get(1)));
    }

    private List<String> words(int length) throws IOException {
        String[] words =
                new String(piece, 0, length, StandardCharsets.UTF_8).strip().split(" ");
        if (words.length < 2) {
            throw malformed("a heading without a name");
        }
        return List.of(words).subList(1, words.length);
    }

    private static IOException malformed(String what) {
        return new UnreadReply(Unread.MALFORMED.with("said", Quote.of(what)));
    }

    /** Fills the buffer up to the next line break, or as far as it goes; returns the length. */
    private int nextPiece() throws IOException {
        int length = 0;
        while (length < piece.length) {
            int next = in.read();
            if (next < 0) {
                return length;
            }
            piece[length++] = (byte) next;
            if (next == '\n') {
                return length;
            }
        }
        return length;
    }

    private boolean startsWith(int length, byte[] mark) {
        return length >= mark.length && Arrays.equals(piece, 0, mark.length, mark, 0, mark.length);
    }

    /** What follows a heading. */
    private static final class Content {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream(128);
        private final int room;
        private boolean whole = true;

        Content(int room) {
            this.room = Math.min(room, LARGEST_SECTION);
        }

        void add(byte[] bytes, int length) {
            int fits = Math.min(length, room - kept.size());
            kept.write(bytes, 0, fits);
            whole &= fits == length;
        }

        String text() {
            return kept.toString(StandardCharsets.UTF_8).strip();
        }

        /** The line break before the next heading is framing. */
        Section section(List<String> heading) {
            int length = whole ? Math.max(0, kept.size() - 1) : kept.size();
            ByteBuffer bytes = ByteBuffer.wrap(kept.toByteArray(), 0, length);
            return new Section(heading.get(0), heading.subList(1, heading.size()), bytes, whole);
        }
    }
}
