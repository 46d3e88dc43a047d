package dev.patrol.ansible;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What stands for hosts in an inventory: a name, {@code name:port}, or names with ranges such as {@code pg[01:03]},
 * {@code db-[a:c]} and {@code n[1:9:2]}.
 */
record HostPattern(List<String> names, Optional<Long> port) {
    private static final Pattern BRACKETED_WITH_PORT = Pattern.compile("\\[(.+)\\]:([0-9]{1,5})");
    private static final Pattern WITH_PORT = Pattern.compile("((?:[^:\\[\\]]|\\[[^\\]]*\\])*+):([0-9]{1,5})");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int MOST_HOSTS = 10_000;

    /**
     * @throws IllegalArgumentException with a clause that says what is wrong
     */
    static HostPattern parse(String text) {
        for (Pattern pattern : List.of(BRACKETED_WITH_PORT, WITH_PORT)) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.matches()) {
                return new HostPattern(expand(matcher.group(1)), Optional.of(Long.valueOf(matcher.group(2))));
            }
        }
        return new HostPattern(expand(text), Optional.empty());
    }

    private static List<String> expand(String text) {
        int open = text.indexOf('[');
        if (open < 0) {
            return List.of(text);
        }
        int close = text.indexOf(']', open);
        if (close < 0) {
            throw new IllegalArgumentException("its '[' is not closed; write ranges as [1:3]");
        }
        List<String> names = new ArrayList<>();
        for (String value : range(text.substring(open + 1, close).split(":", -1))) {
            names.addAll(expand(text.substring(0, open) + value + text.substring(close + 1)));
            if (names.size() > MOST_HOSTS) {
                throw new IllegalArgumentException("it stands for more than " + MOST_HOSTS + " hosts");
            }
        }
        return names;
    }

    private static List<String> range(String... bounds) {
        if (bounds.length < 2 || bounds.length > 3 || bounds[1].isEmpty()) {
            throw new IllegalArgumentException("a range is [first:last] or [first:last:step]");
        }
        String first = bounds[0].isEmpty() ? "0" : bounds[0];
        int step = bounds.length == 3 ? whole(bounds[2]) : 1;
        if (step < 1) {
            throw new IllegalArgumentException("the step of a range is at least 1");
        }
        boolean areLetters = first.length() == 1 && bounds[1].length() == 1 && isLetter(first) && isLetter(bounds[1]);
        return areLetters ? letters(first, bounds[1], step) : numbers(first, bounds[1], step);
    }

    private static boolean isLetter(String text) {
        return LETTERS.contains(text);
    }

    private static List<String> letters(String first, String last, int step) {
        int from = LETTERS.indexOf(first);
        int to = LETTERS.indexOf(last);
        if (from > to) {
            throw new IllegalArgumentException("a range begins with its lower end");
        }
        return IntStream.rangeClosed(from, to)
                .filter(index -> (index - from) % step == 0)
                .mapToObj(index -> LETTERS.substring(index, index + 1))
                .toList();
    }

    private static List<String> numbers(String first, String last, int step) {
        boolean isPadded = first.length() > 1 && first.startsWith("0");
        if (isPadded && first.length() != last.length()) {
            throw new IllegalArgumentException("both ends of a range with leading zeros have the same length");
        }
        int from = whole(first);
        int to = whole(last);
        if ((to - from) / step >= MOST_HOSTS) {
            throw new IllegalArgumentException("it stands for more than " + MOST_HOSTS + " hosts");
        }
        String format = isPadded ? "%0" + first.length() + "d" : "%d";
        return IntStream.iterate(from, number -> number <= to, number -> number + step)
                .mapToObj(number -> String.format(format, number))
                .toList();
    }

    private static int whole(String text) {
        if (!text.matches("[0-9]{1,8}")) {
            throw new IllegalArgumentException("the ends of a range are two numbers or two letters");
        }
        return Integer.parseInt(text);
    }
}
