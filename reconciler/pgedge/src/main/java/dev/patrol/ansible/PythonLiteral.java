package dev.patrol.ansible;

import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value in Python's notation, as {@code ast.literal_eval} reads those of INI inventories: numbers, {@code True},
 * {@code None}, quoted texts, lists, tuples, sets and dicts. What is none stays the text that it is.
 */
final class PythonLiteral {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+"
            + "|[0-9][0-9_]*(?:\\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?" + "|\\.[0-9]+(?:[eE][-+]?[0-9]+)?)(?![A-Za-z0-9_.])");
    private static final Pattern WORD = Pattern.compile("True|False|None");
    private static final Pattern QUOTE = Pattern.compile("([uUrR]?)(['\"])");
    private static final Pattern REST = Pattern.compile("\\s*(#.*)?", Pattern.DOTALL);
    private static final int MAX_DEPTH = 50;
    private static final Object NONE = new Object();

    /** The text is no literal; never leaves this class. */
    private static final class NoLiteral extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Location place;
    private final String text;
    private int at;
    private int depth;

    private PythonLiteral(Location place, String text) {
        this.place = place;
        this.text = text;
    }

    static YamlNode read(Location place, String text) {
        return parse(place, text).orElseGet(() -> new YamlScalar(place, text));
    }

    /** A literal inside of a text, and where it ends. */
    record Found(YamlNode value, int end) {}

    /** The literal that begins there, whatever follows it; empty where none does. */
    static Optional<Found> readAt(Location place, String text, int from) {
        try {
            PythonLiteral literal = new PythonLiteral(place, text);
            literal.at = from;
            YamlNode value = literal.value();
            String whole = text.substring(from, literal.at).stripTrailing();
            return Optional.of(new Found(value, from + whole.length()));
        } catch (NoLiteral e) {
            return Optional.empty();
        }
    }

    private static Optional<YamlNode> parse(Location place, String text) {
        try {
            PythonLiteral literal = new PythonLiteral(place, text);
            YamlNode value = literal.maybeTuple();
            boolean isWhole =
                    REST.matcher(text).region(literal.at, text.length()).matches();
            return isWhole ? Optional.of(value) : Optional.empty();
        } catch (NoLiteral e) {
            return Optional.empty();
        }
    }

    // A tuple needs no parentheses: 1, 2
    private YamlNode maybeTuple() {
        YamlNode first = value();
        if (!next(',')) {
            return first;
        }
        List<YamlNode> items = new ArrayList<>(List.of(first));
        while (at < text.length() && text.charAt(at) != ')' && text.charAt(at) != '#') {
            items.add(value());
            if (!next(',')) {
                break;
            }
        }
        return new YamlList(place, items);
    }

    private YamlNode value() {
        skipBlanks();
        Optional<Object> scalar = string().or(this::word).or(this::number);
        if (scalar.isPresent()) {
            return new YamlScalar(place, scalar.get() == NONE ? null : scalar.get());
        }
        if (++depth > MAX_DEPTH) {
            throw new NoLiteral();
        }
        YamlNode collection = collection();
        depth--;
        return collection;
    }

    private YamlNode collection() {
        if (next('[')) {
            return items(']');
        }
        if (next('{')) {
            return braces();
        }
        if (!next('(')) {
            throw new NoLiteral();
        }
        if (next(')')) {
            return new YamlList(place, List.of());
        }
        YamlNode inside = maybeTuple();
        require(')');
        return inside;
    }

    private YamlList items(char end) {
        List<YamlNode> items = new ArrayList<>();
        while (!next(end)) {
            items.add(value());
            if (!next(',')) {
                require(end);
                break;
            }
        }
        return new YamlList(place, items);
    }

    private YamlNode braces() {
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
        while (!next('}')) {
            YamlNode key = value();
            if (entries.isEmpty() && !next(':')) {
                return set(key);
            }
            if (!entries.isEmpty()) {
                require(':');
            }
            entries.put(String.valueOf(key.plain()), new YamlMap.Entry(place, value()));
            if (!next(',')) {
                require('}');
                break;
            }
        }
        return new YamlMap(place, entries);
    }

    private YamlList set(YamlNode first) {
        List<YamlNode> items = new ArrayList<>(List.of(first));
        if (next(',')) {
            items.addAll(items('}').items());
        } else {
            require('}');
        }
        return new YamlList(place, items);
    }

    private Optional<Object> word() {
        Matcher matcher = WORD.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        at = matcher.end();
        return Optional.of(
                switch (matcher.group()) {
                    case "True" -> true;
                    case "False" -> false;
                    default -> NONE;
                });
    }

    private Optional<Object> number() {
        Matcher matcher = NUMBER.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        at = matcher.end();
        return Optional.of(number(matcher.group().replace("_", "")));
    }

    private static Object number(String digits) {
        String unsigned = digits.replaceFirst("^[-+]", "");
        if (unsigned.matches("0[xXoObB].*")) {
            int radix = switch (Character.toLowerCase(unsigned.charAt(1))) {
                case 'x' -> 16;
                case 'o' -> 8;
                default -> 2;
            };
            return whole(digits, new BigInteger(unsigned.substring(2), radix));
        }
        if (unsigned.matches("[0-9]+")) {
            if (unsigned.matches("0+[1-9][0-9]*")) {
                throw new NoLiteral(); // 0123 is an error in Python 3
            }
            return whole(digits, new BigInteger(unsigned));
        }
        return Double.valueOf(digits);
    }

    private static Number whole(String signed, BigInteger magnitude) {
        BigInteger value = signed.startsWith("-") ? magnitude.negate() : magnitude;
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    // Texts that stand side by side are one: 'a' "b"
    private Optional<Object> string() {
        Optional<String> first = quoted();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder whole = new StringBuilder(first.get());
        skipBlanks();
        for (Optional<String> more = quoted(); more.isPresent(); more = quoted()) {
            whole.append(more.get());
            skipBlanks();
        }
        return Optional.of(whole.toString());
    }

    private Optional<String> quoted() {
        Matcher matcher = QUOTE.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        boolean isRaw = matcher.group(1).equalsIgnoreCase("r");
        String quote = matcher.group(2);
        if (text.startsWith(quote.repeat(3), matcher.start(2))) {
            throw new NoLiteral();
        }
        StringBuilder content = new StringBuilder();
        for (at = matcher.end(); !text.startsWith(quote, at); at++) {
            if (at >= text.length()) {
                throw new NoLiteral();
            }
            content.append(text.charAt(at) == '\\' ? escape(isRaw) : text.substring(at, at + 1));
        }
        at++;
        return Optional.of(content.toString());
    }

    private String escape(boolean isRaw) {
        at++;
        if (at >= text.length()) {
            throw new NoLiteral();
        }
        char escaped = text.charAt(at);
        int known = "\\'\"ntrabfv0".indexOf(escaped);
        if (!isRaw && known >= 0) {
            return "\\'\"\n\t\r\u0007\b\f\u000b\0".substring(known, known + 1);
        }
        int digits = isRaw ? 0 : Map.of('x', 2, 'u', 4, 'U', 8).getOrDefault(escaped, 0);
        if (digits > 0) {
            return codePoint(digits);
        }
        return "\\" + escaped;
    }

    private String codePoint(int digits) {
        String hex = text.substring(at + 1, Math.min(text.length(), at + 1 + digits));
        if (!hex.matches("[0-9a-fA-F]{" + digits + "}") || Long.parseLong(hex, 16) > Character.MAX_CODE_POINT) {
            throw new NoLiteral();
        }
        at += digits;
        return Character.toString(Integer.parseInt(hex, 16));
    }

    private boolean next(char expected) {
        skipBlanks();
        boolean found = at < text.length() && text.charAt(at) == expected;
        if (found) {
            at++;
            skipBlanks();
        }
        return found;
    }

    private void require(char expected) {
        if (!next(expected)) {
            throw new NoLiteral();
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
