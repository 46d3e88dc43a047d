package dev.patrol.definition;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Orders names as people number them: {@code pg2} before {@code pg10}, {@code 10.0.0.9} before {@code 10.0.0.10}. */
public final class NaturalOrder implements Comparator<String> {
    public static final Comparator<String> OF_NAMES = new NaturalOrder().thenComparing(Comparator.naturalOrder());

    private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

    private NaturalOrder() {}

    @Override
    public int compare(String one, String other) {
        Iterator<String> others = parts(other).iterator();
        for (String part : parts(one)) {
            if (!others.hasNext()) {
                return 1;
            }
            int order = comparePart(part, others.next());
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }

    private static List<String> parts(String name) {
        return PART.matcher(name).results().map(MatchResult::group).toList();
    }

    private static int comparePart(String one, String other) {
        if (!isNumber(one) || !isNumber(other)) {
            return one.compareTo(other);
        }
        String digits = withoutZeros(one);
        String otherDigits = withoutZeros(other);
        int length = Integer.compare(digits.length(), otherDigits.length());
        return length == 0 ? digits.compareTo(otherDigits) : length;
    }

    private static boolean isNumber(String part) {
        return Character.isDigit(part.charAt(0));
    }

    private static String withoutZeros(String digits) {
        return digits.replaceFirst("^0+(?=.)", "");
    }
}
