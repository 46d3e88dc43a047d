package dev.patrol.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Code in the text that looks like a path of the repository is one. It does where it begins with a folder that is there,
 * or ends like a file that only this project has; the paths of nodes and of other repositories do neither.
 */
class DocumentPathsTest {
    private static final RepositoryTree TREE = new RepositoryTree();
    private static final Pattern PATH = Pattern.compile("(?:\\./)?([\\w.-]+(?:/[\\w.-]+)*/?)(?:\\s.*)?");
    private static final Pattern OWN_FILE = Pattern.compile(".+\\.(?:sh|py|java|md)");

    @Test
    void everyPathIsThere() {
        assertEquals(
                List.of(),
                MarkdownFile.all(TREE).stream()
                        .flatMap(DocumentPathsTest::mistakes)
                        .toList());
    }

    @Test
    void findsPathsThatAreNotThere() {
        MarkdownFile planted = MarkdownFile.of("grafana/README.md", """
                `examples/lab`, `deploy/`, `dashboards/patrol-fleet.json`, `deploy/install.sh --uninstall`, `../pom.xml`,
                `clusters/orders.yaml`, `/usr/share/patrol`, `remote.ssh`, `HOST/orders`, `a/b`, `work_mem`, `node.sh`, `plan/Planner`
                `deploy/nstall.sh --uninstall`, `dashboards/fleet.json`

                | `exmples/plain.sh` | `./verifi.sh` | `Planer.java` |
                | --- | --- | --- |
                | `reconciler/docs/settings.md` | `settings.md`, `plan/Planer` | `remote/node/node.sh` and its folder: `reconciler/doc` |
                """);

        assertEquals(
                List.of(
                        "grafana/README.md:3: no file or folder 'deploy/nstall.sh'",
                        "grafana/README.md:3: no file or folder 'dashboards/fleet.json'",
                        "grafana/README.md:5: no file or folder 'exmples/plain.sh'",
                        "grafana/README.md:5: no file or folder 'verifi.sh'",
                        "grafana/README.md:5: no file or folder 'Planer.java'",
                        "grafana/README.md:7: no file or folder 'plan/Planer'",
                        "grafana/README.md:7: no file or folder 'reconciler/doc'"),
                mistakes(planted).toList());
    }

    private static Stream<String> mistakes(MarkdownFile file) {
        return file.code().stream()
                .flatMap(code -> path(code.text())
                        .filter(path -> looksOurs(file, path))
                        .filter(path -> !isThere(file, path))
                        .map(path -> file.at(code, "no file or folder '" + path + "'"))
                        .stream());
    }

    private static Optional<String> path(String code) {
        Matcher path = PATH.matcher(code);
        return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
    }

    private static boolean looksOurs(MarkdownFile file, String path) {
        if (path.contains("/target/")) {
            return false; // there only after a build
        }
        int slash = path.indexOf('/');
        return OWN_FILE.matcher(path).matches()
                || slash > 0
                        && TREE.find(file.folder(), path.substring(0, slash)).isPresent();
    }

    // A file may be called by its name alone.
    private static boolean isThere(MarkdownFile file, String path) {
        return TREE.find(file.folder(), path).isPresent() || !path.contains("/") && TREE.hasFileNamed(path);
    }
}
