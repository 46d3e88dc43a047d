package dev.patrol.docs;

import dev.patrol.definition.RepositoryFiles;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a command line of Maven takes from this project: tests, modules, profiles, properties of its own. */
final class MavenCommand {
    private static final Set<String> POMS = Set.of("pom.xml", "reconciler/pom.xml", "reconciler/pgedge/pom.xml");
    private static final Pattern SELECTION = Pattern.compile("-D(?:it\\.)?test=(.+)");
    private static final Pattern OWN_PROPERTY = Pattern.compile("-D(patrol\\.[\\w.]+)(?:=.*)?");

    private final RepositoryTree tree;

    MavenCommand(RepositoryTree tree) {
        this.tree = tree;
    }

    Stream<String> mistakes(List<String> words) {
        return words.stream().flatMap(this::mistakes);
    }

    private Stream<String> mistakes(String word) {
        var selection = SELECTION.matcher(word);
        if (selection.matches()) {
            return Stream.of(selection.group(1).split(",")).flatMap(this::missingTests);
        }
        var property = OWN_PROPERTY.matcher(word);
        if (property.matches() && !isRead(property.group(1))) {
            return Stream.of("nothing reads the property '" + property.group(1) + "'");
        }
        if (word.startsWith("-P") && !stands("<id>" + word.substring(2) + "</id>", POMS)) {
            return Stream.of("no profile '" + word.substring(2) + "'");
        }
        return Stream.empty();
    }

    private Stream<String> missingTests(String selected) {
        String[] parts = selected.split("#");
        Optional<String> file = tree.files("/" + parts[0] + ".java").stream().findFirst();
        if (file.isEmpty()) {
            return Stream.of("no test class '" + parts[0] + "'");
        }
        return Stream.of(parts)
                .skip(1)
                .flatMap(methods -> Stream.of(methods.split("\\+")))
                .filter(method -> !RepositoryFiles.text(file.get()).contains("void " + method + "("))
                .map(method -> "no test '" + method + "' in " + parts[0]);
    }

    private boolean isRead(String property) {
        return stands("\"" + property + "\"", tree.files(".java")) || stands(property + "}", POMS);
    }

    private static boolean stands(String text, Set<String> files) {
        return files.stream().anyMatch(file -> RepositoryFiles.text(file).contains(text));
    }
}
