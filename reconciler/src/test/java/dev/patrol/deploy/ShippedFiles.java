package dev.patrol.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the repository ships beside the program. */
final class ShippedFiles {
    static final Path RULES = file("deploy/prometheus/patrol.rules.yml");
    static final Path RULE_TESTS = file("deploy/prometheus/patrol.rules.test.yml");
    static final Path SCRAPE = file("deploy/prometheus/scrape.yml");

    private ShippedFiles() {}

    static Path file(String path) {
        return Path.of(System.getProperty("patrol.root", ".."))
                .toAbsolutePath()
                .normalize()
                .resolve(path);
    }

    static String text(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> dashboards() {
        try (Stream<Path> files = Files.list(file("grafana/dashboards"))) {
            return files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An alert rule. */
    record Alert(String name, String expression, Map<String, String> labels, Map<String, String> annotations) {}

    static List<Alert> alerts() {
        Map<String, List<Map<String, Object>>> file = yaml("deploy/prometheus/patrol.rules.yml");
        return file.get("groups").stream()
                .flatMap(group -> ShippedFiles.<List<Map<String, Object>>>cast(group.get("rules")).stream())
                .map(rule -> new Alert(
                        (String) rule.get("alert"),
                        (String) rule.get("expr"),
                        cast(rule.get("labels")),
                        cast(rule.get("annotations"))))
                .toList();
    }

    static <T> T yaml(String path) {
        return cast(new Yaml(new SafeConstructor(new LoaderOptions())).load(text(path)));
    }

    // A file of another shape than its reader expects fails the reader's test, which is what is wanted.
    @SuppressWarnings("unchecked")
    private static <T> T cast(Object value) {
        return (T) value;
    }
}
