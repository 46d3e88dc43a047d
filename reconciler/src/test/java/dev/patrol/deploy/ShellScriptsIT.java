package dev.patrol.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every shell script of the repository passes shellcheck. Exceptions stand in the script, each with its reason. */
@Tag("apart")
class ShellScriptsIT {
    private static final Path ROOT = ShippedFiles.file("");
    private static final Set<String> NOT_OURS = Set.of(".git", "target");

    @Test
    void everyScriptPassesShellcheck() throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Tools.path("shellcheck", "shellcheck"), "--external-sources", "--source-path=SCRIPTDIR"));
        command.addAll(scripts());
        Process shellcheck = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(shellcheck.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, shellcheck.waitFor(), said);
    }

    @Test
    void scriptsAreFoundByNameOrByTheirFirstLine() throws Exception {
        Set<String> some = Set.of(
                ".ci/run",
                "deploy/install.sh",
                "examples/lab/lab",
                "examples/lab/state.sh",
                "reconciler/bin/patrol",
                "reconciler/src/main/resources/dev/patrol/remote/node/node.sh",
                "reconciler/verify.sh");

        assertTrue(scripts().containsAll(some), () -> "some of " + some + " were not found");
    }

    private static Set<String> scripts() throws IOException {
        Set<String> scripts = new TreeSet<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && isScript(file)) {
                    scripts.add(ROOT.relativize(file).toString());
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return scripts;
    }

    private static boolean isScript(Path file) throws IOException {
        if (file.toString().endsWith(".sh")) {
            return true;
        }
        try (InputStream content = Files.newInputStream(file)) {
            String beginning = new String(content.readNBytes(40), StandardCharsets.ISO_8859_1);
            return beginning.lines().findFirst().orElse("").matches("#!.*[/ ](ba|da)?sh\\b.*");
        }
    }
}
