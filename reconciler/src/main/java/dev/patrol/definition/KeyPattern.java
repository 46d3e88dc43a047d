package dev.patrol.definition;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which keys are meant: names with dots between them, where {@code *} stands for any characters. A pattern means the key
 * it names, what lies below that, and the same in the copy of the dynamic configuration that every file holds.
 */
public record KeyPattern(String text) {
    private static final List<String> COPY = List.of("bootstrap", "dcs");

    /** Whether the key with these names from the top is meant. */
    public boolean covers(List<String> path) {
        boolean inCopy =
                path.size() > COPY.size() && path.subList(0, COPY.size()).equals(COPY);
        return matches(String.join(".", path))
                || (inCopy && matches(String.join(".", path.subList(COPY.size(), path.size()))));
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
