package dev.patrol.definition;

import dev.patrol.tree.KeyPath;
import java.util.regex.Pattern;

/**
 * Which keys are meant: names with dots between them, where {@code *} stands for any characters. A pattern means the key
 * it names, what lies below that, and the same in the copy of the dynamic configuration that every file holds.
 */
public record KeyPattern(String text) {
    /** Whether the key is meant. */
    public boolean covers(KeyPath path) {
        return matches(path.toString())
                || path.inSeed().map(KeyPath::toString).filter(this::matches).isPresent();
    }

    /**
     * Whether some key may be meant whose dotted name is this one, or begins with it and a dot. False is certain.
     *
     * @param top such as {@code postgresql}
     */
    public boolean mayCoverBelow(String top) {
        int star = text.indexOf('*');
        if (star < 0) {
            return text.equals(top) || text.startsWith(top + ".") || top.startsWith(text + ".");
        }
        String head = text.substring(0, star);
        return top.startsWith(head) || head.startsWith(top + ".");
    }

    private boolean matches(String key) {
        StringBuilder regex = new StringBuilder();
        for (String part : text.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.matches(regex + "(\\..*)?", key);
    }
}
