package dev.patrol.docs;

import dev.patrol.cli.TypedCommand;
import dev.patrol.definition.RepositoryFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says what is wrong with a command of this project: with {@code patrol}, the lab, scripts, and with what Maven is told. */
final class KnownCommands {
    private static final Pattern SCRIPT = Pattern.compile("(?!/).+\\.(?:sh|py)");
    private static final Set<String> OF_EVERY_LAB_COMMAND = Set.of("--name", "--help");

    private final RepositoryTree tree;
    private final TypedCommand patrol = new TypedCommand();
    private final Map<String, Set<String>> labCommands =
            new ScriptHelp(RepositoryFiles.text("examples/lab/lab")).commands();

    KnownCommands(RepositoryTree tree) {
        this.tree = tree;
    }

    /** By name, with the options of each but those that all take. */
    Map<String, Set<String>> labCommands() {
        return labCommands;
    }

    /** Of a command as it would be typed in a folder. */
    Stream<String> mistakes(String folder, List<String> words) {
        return judge(folder, words, patrol::mistake);
    }

    /** Of one that the text only mentions; it may leave out what must be given, and a name alone is no command. */
    Stream<String> mistakesInMention(String folder, List<String> words) {
        if (words.get(0).startsWith("-D")) {
            return new MavenCommand(tree).mistakes(words);
        }
        return words.size() == 1 ? Stream.empty() : judge(folder, words, patrol::mistakeInMention);
    }

    /** The sources of an import belong to other modules, which judge their commands themselves. */
    private static List<String> withoutSource(List<String> words) {
        return words.get(0).equals("import") ? words.subList(0, 1) : words;
    }

    private Stream<String> judge(String folder, List<String> words, Function<List<String>, Optional<String>> ofPatrol) {
        String name = words.get(0).replaceFirst("^(?:\\./|/usr/bin/)", "");
        List<String> rest = words.subList(1, words.size());
        if (SCRIPT.matcher(name).matches()) {
            return ofScript(folder, name, rest);
        }
        if (rest.isEmpty()) {
            return Stream.empty();
        }
        return switch (name) {
            case "patrol", "reconciler/bin/patrol" -> ofPatrol.apply(withoutSource(rest)).stream();
            case "lab", "examples/lab/lab" -> ofLab(rest);
            case "mvn" -> new MavenCommand(tree).mistakes(rest);
            default -> Stream.empty();
        };
    }

    private Stream<String> ofLab(List<String> words) {
        String command = words.get(0);
        if (!labCommands.containsKey(command) && !OF_EVERY_LAB_COMMAND.contains(command)) {
            return Stream.of("the lab has no command '" + command + "'");
        }
        Set<String> known = new TreeSet<>(labCommands.getOrDefault(command, Set.of()));
        known.addAll(OF_EVERY_LAB_COMMAND);
        // What follows the node is a command on that node.
        long own = Set.of("exec", "ssh").contains(command)
                ? words.stream().takeWhile(word -> !word.matches("pg\\d|NODE")).count()
                : words.size();
        return unknown(words.subList(0, (int) own), known, "'lab " + command + "'");
    }

    private Stream<String> ofScript(String folder, String name, List<String> words) {
        Optional<String> path = tree.find(folder, name);
        return path.isPresent()
                ? unknown(words, new ScriptHelp(RepositoryFiles.text(path.get())).options(), path.get())
                : Stream.of("no script '" + name + "'");
    }

    private static Stream<String> unknown(List<String> words, Set<String> options, String what) {
        return ScriptHelp.options(words).stream()
                .filter(option -> !options.contains(option))
                .map(option -> what + " has no option '" + option + "'");
    }
}
