package dev.patrol.docs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a script says of itself: in the comment it begins with, in its {@code usage} function, or as Python does. */
final class ScriptHelp {
    private static final Pattern HELP =
            Pattern.compile("\\A#!.*python3\n\"\"\"(?s:.*?)\"\"\"|\\A(?:#.*\n)+|(?ms)^usage\\(\\) \\{$.*?^}$");

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-z][\\w-]*");

    /** A command at the start of its line, with the lines that go on with it: those are indented more. */
    private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z]+)\\b(.*\n(?:   .*\n)*)");

    /** {@code start NODE} in {@code stop NODE, start NODE}. */
    private static final Pattern ANOTHER = Pattern.compile(", ([a-z]+) [A-Z]");

    private final String text;

    ScriptHelp(String script) {
        text = HELP.matcher(script).results().map(MatchResult::group).collect(Collectors.joining("\n"));
    }

    /** All that is written like an option. */
    Set<String> options() {
        return options(text);
    }

    /** The commands that are listed, each with its options. */
    Map<String, Set<String>> commands() {
        Map<String, Set<String>> commands = new LinkedHashMap<>();
        for (MatchResult command : COMMAND.matcher(text).results().toList()) {
            Set<String> options = options(command.group(2));
            commands.put(command.group(1), options);
            Matcher another = ANOTHER.matcher(command.group(2));
            while (another.find()) {
                commands.put(another.group(1), options);
            }
        }
        return commands;
    }

    static Set<String> options(List<String> words) {
        return options(String.join("\n", words));
    }

    private static Set<String> options(String text) {
        return OPTION.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
