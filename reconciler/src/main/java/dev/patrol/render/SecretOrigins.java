package dev.patrol.render;

import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.SecretRules;
import dev.patrol.yaml.Secret;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line at the top of a rendered file that says which of its keys hold secrets, where neither their names nor their values
 * tell. Once such a secret has left Git, nothing else tells that the old value in the file was one.
 */
public final class SecretOrigins {
    private static final String BEGINNING = "# Secrets: ";
    private static final String SEPARATOR = ", ";
    private static final Pattern LINE = Pattern.compile("(?m)^" + BEGINNING + "(.*)$");
    // What would end the line, or one entry of it.
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\x85\\u2028\\u2029,]");

    private SecretOrigins() {}

    static String line(ConfigTree tree) {
        Set<String> paths = new TreeSet<>();
        tree.mapLeaves((path, leaf) -> {
            boolean isUntold = leaf instanceof Secret secret && !SecretRules.isSecret(path, secret.reveal());
            if (isUntold && !UNFIT.matcher(path.toString()).find()) {
                paths.add(path.toString());
            }
            return leaf;
        });
        return paths.isEmpty() ? "" : BEGINNING + String.join(SEPARATOR, paths) + "\n";
    }

    /** The dotted paths that a file names; none for a file that Patrol did not write. */
    public static Set<String> in(Secret text) {
        Matcher line = LINE.matcher(text.reveal());
        return line.find()
                ? Pattern.compile(SEPARATOR).splitAsStream(line.group(1)).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }
}
