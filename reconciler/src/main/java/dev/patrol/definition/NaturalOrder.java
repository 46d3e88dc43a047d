package dev.patrol.definition;

import java.util.Comparator;

/** Orders names as people number them: {@code pg2} before {@code pg10}, {@code 10.0.0.9} before {@code 10.0.0.10}. */
public final class NaturalOrder implements Comparator<String> {
    public static final Comparator<String> OF_NAMES = new NaturalOrder().thenComparing(Comparator.naturalOrder());

    private NaturalOrder() {}

    @Override
    public int compare(String one, String other) {
        int at = 0;
        int otherAt = 0;
        while (at < one.length() && otherAt < other.length()) {
            int end = endOfPart(one, at);
            int otherEnd = endOfPart(other, otherAt);
            int order = comparePart(one.substring(at, end), other.substring(otherAt, otherEnd));
            if (order != 0) {
                return order;
            }
            at = end;
            otherAt = otherEnd;
        }
        return Integer.compare(one.length() - at, other.length() - otherAt);
    }

    /** A part is all digits or has none. */
    private static int endOfPart(String name, int start) {
        boolean isNumber = isDigit(name.charAt(start));
        int end = start + 1;
        while (end < name.length() && isDigit(name.charAt(end)) == isNumber) {
            end++;
        }
        return end;
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
        return isDigit(part.charAt(0));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static String withoutZeros(String digits) {
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return digits.substring(zeros);
    }
}
