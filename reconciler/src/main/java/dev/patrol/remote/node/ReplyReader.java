package dev.patrol.remote.node;

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
 * Takes answers apart. Only a line that begins with the request's token is framing; everything else is content, byte
 * for byte, and what stands before the first such line (a login shell's greeting) is nobody's.
 */
final class ReplyReader {
    /** Far above any Patroni file or cluster view: a node must not fill our memory. */
    private static final int MOST = 16 << 20;

    private final InputStream in;

    ReplyReader(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** The next answer. {@link EndOfScript} when the stream ends first. */
    Reply read(String token) throws IOException {
        byte[] mark = (token + " ").getBytes(StandardCharsets.US_ASCII);
        List<Section> sections = new ArrayList<>();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        List<String> heading = List.of();
        int left = MOST;
        while (true) {
            byte[] line = line(left);
            left -= line.length;
            if (line.length == 0 || line[line.length - 1] != '\n') {
                content.writeBytes(line);
                throw new EndOfScript(
                        heading.isEmpty()
                                ? content.toString(StandardCharsets.UTF_8).strip()
                                : "");
            }
            if (!startsWith(line, mark)) {
                content.writeBytes(line);
                continue;
            }
            if (!heading.isEmpty()) {
                sections.add(section(heading, content.toByteArray()));
            }
            content.reset();
            heading = words(line);
            if (heading.get(0).equals("end")) {
                return reply(sections, heading);
            }
        }
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
            throw new IOException("the script's answer ends with '" + String.join(" ", end) + "'");
        }
        return new Reply(others, error, Integer.parseInt(end.get(1)));
    }

    /** The line break before the next heading is framing. */
    private static Section section(List<String> heading, byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content, 0, Math.max(0, content.length - 1));
        return new Section(heading.get(0), heading.subList(1, heading.size()), bytes);
    }

    private static List<String> words(byte[] line) throws IOException {
        String[] words = new String(line, StandardCharsets.UTF_8).strip().split(" ");
        if (words.length < 2) {
            throw new IOException("the script's answer has a heading without a name");
        }
        return List.of(words).subList(1, words.length);
    }

    /** One line with its line break, which only the last line of a stream may lack. */
    private byte[] line(int most) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        int next = in.read();
        while (next >= 0) {
            if (line.size() >= most) {
                throw new IOException("the answer is larger than " + (MOST >> 20) + " MB");
            }
            line.write(next);
            if (next == '\n') {
                break;
            }
            next = in.read();
        }
        return line.toByteArray();
    }

    private static boolean startsWith(byte[] line, byte[] mark) {
        return line.length >= mark.length && Arrays.equals(line, 0, mark.length, mark, 0, mark.length);
    }
}
