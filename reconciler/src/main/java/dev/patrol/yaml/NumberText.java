package dev.patrol.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;

/** Numbers as YAML 1.1 and PyYAML write them: octal, binary, base 60, underscores. */
final class NumberText {
    // Python refuses integers of more than 4,300 digits; nobody writes a longer one than this by intention.
    private static final int MAX_LENGTH = 256;
    private static final BigInteger SIXTY = BigInteger.valueOf(60);

    private NumberText() {}

    /** {@code Long}, or {@code BigInteger} where that is too small; empty for what has no digits, such as {@code 0x_}. */
    static Optional<Number> integer(String text) {
        String digits = unsigned(text);
        if (text.length() > MAX_LENGTH || digits.equals("0b") || digits.equals("0x")) {
            return Optional.empty();
        }
        BigInteger magnitude = magnitude(digits);
        BigInteger value = text.startsWith("-") ? magnitude.negate() : magnitude;
        return Optional.of(value.bitLength() < Long.SIZE ? (Number) value.longValue() : value);
    }

    private static BigInteger magnitude(String digits) {
        if (digits.startsWith("0b")) {
            return new BigInteger(digits.substring(2), 2);
        }
        if (digits.startsWith("0x")) {
            return new BigInteger(digits.substring(2), 16);
        }
        if (digits.startsWith("0")) {
            return new BigInteger(digits, 8);
        }
        BigInteger value = BigInteger.ZERO;
        for (String part : digits.split(":", -1)) {
            value = value.multiply(SIXTY).add(new BigInteger(part));
        }
        return value;
    }

    static Optional<Double> decimal(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String digits = unsigned(text);
        double magnitude = switch (digits) {
            case ".inf", ".Inf", ".INF" -> Double.POSITIVE_INFINITY;
            case ".nan", ".NaN", ".NAN" -> Double.NaN;
            default -> base60(digits.split(":", -1));
        };
        return Optional.of(text.startsWith("-") ? -magnitude : magnitude);
    }

    // From the last part to the first, as PyYAML adds them: the order decides the last bit.
    private static double base60(String[] parts) {
        double value = 0;
        BigInteger base = BigInteger.ONE;
        for (int i = parts.length - 1; i >= 0; i--) {
            value += Double.parseDouble(parts[i]) * base.doubleValue();
            base = base.multiply(SIXTY);
        }
        return value;
    }

    private static String unsigned(String text) {
        String digits = text.replace("_", "");
        return digits.startsWith("-") || digits.startsWith("+") ? digits.substring(1) : digits;
    }

    /**
     * The fewest digits that mean exactly this number, in Python's layout. Not {@code Double.toString}: its digits
     * changed with JDK 19, and PyYAML takes its {@code 1.0E10} for a text.
     */
    static String of(double value) {
        if (Double.isNaN(value)) {
            return ".nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? ".inf" : "-.inf";
        }
        String sign = Math.copySign(1, value) < 0 ? "-" : "";
        return sign + (value == 0 ? "0.0" : layout(shortest(Math.abs(value))));
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int precision = 1; precision < 17; precision++) {
            BigDecimal rounded = exact.round(new MathContext(precision));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(17)).stripTrailingZeros();
    }

    private static String layout(BigDecimal value) {
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            return value.setScale(Math.max(1, value.scale())).toPlainString();
        }
        String digits = value.unscaledValue().toString();
        String fraction = digits.length() == 1 ? "0" : digits.substring(1);
        String power = String.format(Locale.ROOT, "%02d", Math.abs(exponent));
        return digits.charAt(0) + "." + fraction + "e" + (exponent < 0 ? "-" : "+") + power;
    }
}
