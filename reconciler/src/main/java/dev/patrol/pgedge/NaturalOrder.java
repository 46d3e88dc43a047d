package dev.patrol.pgedge;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names as people sort them: {@code n2} before {@code n10}. */
enum NaturalOrder implements Comparator<String> {
    INSTANCE;

    private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

    @Override
    public int compare(String a, String b) {
        Matcher left = PART.matcher(a);
        Matcher right = PART.matcher(b);
        int order = 0;
        boolean more = left.find() && right.find();
        while (order == 0 && more) {
            order = compareParts(left.group(), right.group());
            more = order == 0 && left.find() && right.find();
        }
        // one is the beginning of the other, or they differ in leading zeros only
        return order != 0 ? order : a.length() != b.length() ? a.length() - b.length() : a.compareTo(b);
    }

    private static int compareParts(String a, String b) {
        boolean areNumbers = Character.isDigit(a.charAt(0)) && Character.isDigit(b.charAt(0));
        return areNumbers ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
    }
}
