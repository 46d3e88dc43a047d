package dev.patrol.yaml;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads one YAML document as PyYAML's {@code safe_load} sees it, and says where every value stands.
 *
 * <p>Whatever the text is, mistakes in it come out as problems and not as exceptions. The result is empty for an empty
 * document, without a problem, and for a text that is not YAML. After other problems, such as a key that stands twice,
 * there is a result as well, so that the caller can find more mistakes in it: look at the problems before using it.
 */
public final class YamlReader {
    private static final int MAX_BYTES = 1024 * 1024;

    // What PyYAML's reader.py refuses; a stray half of a surrogate pair is among it.
    private static final Pattern NOT_ALLOWED =
            Pattern.compile("[^\\t\\n\\r\\x20-\\x7E\\x85\\xA0-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private YamlReader() {}

    /** For files under our own control: a key that stands twice, or is not text, is an error. */
    public static Optional<YamlNode> read(String file, String text, Problems problems) {
        return read(text, new DocumentReader(file, KeyRule.STRICT, problems));
    }

    /**
     * For a file on a node, which Patroni lives with as it is: of a key that stands twice the last counts, with a
     * warning, and a key that is not text is taken as it is written.
     */
    public static Optional<YamlNode> readNodeFile(String file, String text, Problems problems) {
        return read(text, new DocumentReader(file, KeyRule.AS_PATRONI_DOES, problems));
    }

    private static Optional<YamlNode> read(String text, DocumentReader document) {
        Location wholeFile = document.wholeFile();
        try {
            checkSize(text, wholeFile);
            checkCharacters(text, wholeFile);
            return document.read(new ParserImpl(new StreamReader(text), new LoaderOptions()));
        } catch (UnreadableException e) {
            return document.unreadable(e.location(), e.getMessage());
        } catch (MarkedYAMLException e) {
            SyntaxAdvice advice = SyntaxAdvice.on(e);
            return document.unreadable(document.locationOf(advice.place()), advice.message());
        } catch (YAMLException e) {
            return document.unreadable(wholeFile, "cannot be read as YAML; check it with a YAML linter");
        }
    }

    private static void checkSize(String text, Location wholeFile) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new UnreadableException(
                    wholeFile, "the file has " + bytes + " bytes, more than the allowed 1 MiB; split or shorten it");
        }
    }

    private static void checkCharacters(String text, Location wholeFile) {
        Matcher matcher = NOT_ALLOWED.matcher(text);
        if (matcher.find()) {
            String before = text.substring(0, matcher.start());
            int lineStart = before.lastIndexOf('\n') + 1;
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            int column = 1 + before.codePointCount(lineStart, before.length());
            String code = String.format("U+%04X", matcher.group().codePointAt(0));
            throw new UnreadableException(
                    new Location(wholeFile.file(), line, column),
                    "the character " + code + " is not allowed in YAML; remove it, or write it as an escape such as"
                            + " \"\\x07\" in double quotes");
        }
    }
}
