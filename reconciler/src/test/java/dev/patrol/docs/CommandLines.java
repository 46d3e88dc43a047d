package dev.patrol.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands in a line of shell, or of a unit file, each as its words. Notation of usage texts is taken as if all that
 * may be given were given: brackets go, of several words the first stays ({@code [--layout documented|packages]}).
 */
final class CommandLines {
    /** What a command begins after: a prompt, a separator, another program's {@code --}, a unit's key. */
    private static final Pattern BEGIN = Pattern.compile("^\\$ |\\$\\(|\\|\\|?(?= )|&&|;|(?<= )--(?= )|^Exec\\w+=");

    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");
    private static final Pattern SETTING = Pattern.compile("[A-Z_]+=.*");

    private CommandLines() {}

    static List<List<String>> of(String line) {
        List<List<String>> commands = new ArrayList<>();
        for (String command : BEGIN.split(COMMENT.matcher(line).replaceFirst(""))) {
            List<String> words = words(command);
            while (!words.isEmpty() && SETTING.matcher(words.get(0)).matches()) {
                words.remove(0);
            }
            if (!words.isEmpty()) {
                commands.add(words);
            }
        }
        return commands;
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.replace(")\"", ""));
        while (word.find()) {
            if (word.group(3) == null) {
                words.add(word.group(1) == null ? word.group(2) : word.group(1));
            } else {
                addPlain(word.group(3), words);
            }
        }
        return words;
    }

    private static void addPlain(String word, List<String> words) {
        String bare = word.replaceAll("^\\[|]$|(?:\\.\\.\\.|…)]?$", "").replaceFirst("\\|.*", "");
        if (!bare.isEmpty()) {
            words.add(bare);
        }
    }
}
