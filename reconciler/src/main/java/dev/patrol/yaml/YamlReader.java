package dev.patrol.yaml;

import dev.patrol.problem.Location;
import dev.patrol.problem.Message;
import dev.patrol.problem.Problems;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads one YAML document as PyYAML's {@code safe_load} sees it, and says where every value stands.
 *
 * <p>Whatever the text is, mistakes in it come out as problems and not as exceptions. The result is empty for an empty
 * document, without a problem, and for a text that is not YAML. After other problems, such as a key that stands twice,
 * there is a result as well, so that the caller can find more mistakes in it: look at the problems before using it.
 */
public final class YamlReader {
    private YamlReader() {}

    /** For files under our own control: a key that stands twice, or is not text, is an error. */
    public static Optional<YamlNode> read(String file, String text, Problems problems) {
        return read(new SourceText(file, text), KeyRule.STRICT, problems);
    }

    /**
     * For a file on a node, which Patroni lives with as it is: of a key that stands twice the last counts, with a
     * warning, and a key that is not text is taken as it is written.
     */
    public static Optional<YamlNode> readNodeFile(String file, String text, Problems problems) {
        return read(new SourceText(file, text), KeyRule.AS_PATRONI_DOES, problems);
    }

    /**
     * For an inventory of Ansible's: keys as in a node's file, and a text with a tag that is not YAML's own becomes a
     * {@link TaggedText}.
     */
    public static Optional<YamlNode> readInventoryFile(String file, String text, Problems problems) {
        return read(new SourceText(file, text), KeyRule.AS_ANSIBLE_DOES, problems);
    }

    private static Optional<YamlNode> read(SourceText source, KeyRule keyRule, Problems problems) {
        try {
            source.check();
            return new DocumentReader(source, keyRule, problems).read();
        } catch (UnreadableException e) {
            problems.error(e.location(), Message.of(e));
        } catch (MarkedYAMLException e) {
            SyntaxAdvice advice = SyntaxAdvice.on(e);
            problems.error(source.at(advice.place()), advice.message());
        } catch (YAMLException e) {
            problems.error(Location.ofFile(source.file()), "cannot be read as YAML; check it with a YAML linter");
        }
        return Optional.empty();
    }
}
