package dev.patrol.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes texts and documents that break careless readers and writers; the same ones for the same seed. */
public final class HostileTexts {
    private static final List<String> PIECES = List.of(
            ":",
            ": ",
            " :",
            "#",
            " #",
            "# ",
            "- ",
            "-",
            "? ",
            "?",
            "'",
            "''",
            "\"",
            "\\",
            "\\n",
            "{",
            "}",
            "[",
            "]",
            ",",
            "&a",
            "*a",
            "!",
            "!!str ",
            "|",
            ">",
            "|-",
            "%",
            "@",
            "`",
            "---",
            "...",
            "--- ",
            "<<",
            "=",
            "~",
            " ",
            "  ",
            "\t",
            "\n",
            "\n\n",
            "\r",
            "\r\n",
            "\0",
            "\u0007",
            "\u001b",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\u2029",
            "\ufeff",
            "\u200b",
            "\u00ad",
            "\uffff",
            "ä",
            "ß",
            "中",
            "😀",
            "\uDB40\uDC41",
            "a",
            "B",
            "yes",
            "on",
            "0",
            "1",
            "9",
            "_",
            ".",
            "e",
            "E",
            "+",
            "x",
            "b",
            "o",
            "/",
            "$",
            "(",
            ")",
            ";",
            "^",
            "host all all 0.0.0.0/0 md5",
            "$$");
    private static final String PASSWORD = "abcXYZ0189!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ";
    private static final List<String> NUMBERLIKE = List.of(
            "0", "1", "7", "8", "9", "_", ":", ".", "e", "E", "+", "-", "x", "b", "0x", "0b", "0o", "5", "inf", "nan");
    private static final List<String> FLOW_VALUES = List.of(
            "a",
            "on",
            "'on'",
            "\"x\\ty\"",
            "12",
            "1.5",
            "~",
            "[a, b]",
            "[]",
            "{}",
            "{a: 1, b: off}",
            "[a, [1, {b: c}]]",
            "a b",
            "a:b",
            "a#b",
            "'it''s'",
            "\"\\u00e4\"",
            "*x",
            "*y",
            "!!str 12",
            "!!int 12",
            "x, y",
            "{a, b}",
            "?a",
            "a\n      b");
    private static final List<String> VALUES = List.of(
            "a",
            "off",
            "",
            "a b",
            "a:b",
            "a#b",
            "a #b",
            "x, y",
            "2024-01-01",
            "=",
            "a\n            b",
            "*x",
            "*y",
            "!!str 12",
            "!!int 12",
            "!x y",
            "\"a\n            b\\\n            c\"",
            "'a\n\n            b'",
            "{a: [b, {c: d}]}",
            "[]",
            "it's");
    private static final List<String> KEYS =
            List.of("a:", "b c:", "'q':", "\"d\\te\":", "? z\n", "ä:", "-x:", "=:", "m:", "o.p:");
    private static final List<String> ENDS = List.of("\n", "\n", "\n", " # c\n", "\r\n", "\n\n", " \n", "\n# c\td\n");

    private final Random random;

    public HostileTexts(long seed) {
        this.random = new Random(seed);
    }

    public String next() {
        return switch (random.nextInt(8)) {
            case 0 -> oneOf(PlainTokens.texts());
            case 1 -> oneOf(PlainTokens.texts()) + oneOf(PIECES);
            case 2 -> oneOf(PIECES) + oneOf(PlainTokens.texts());
            case 3 -> password();
            case 4 -> randomUnicode();
            case 5 -> joined(NUMBERLIKE, 6);
            case 6 -> lines();
            default -> joined(PIECES, 8);
        };
    }

    /** A document, often one that readers disagree about, and not always YAML. */
    String nextDocument() {
        String text = "x: &x v\n'y': &y {p: 1, q: 2}\n" + map(0);
        if (random.nextInt(3) > 0) {
            return text;
        }
        int place = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length()) + 1));
        return text.substring(0, place) + oneOf(PIECES) + text.substring(place);
    }

    private String map(int indent) {
        StringBuilder text = new StringBuilder();
        List<String> keys = new ArrayList<>(KEYS);
        Collections.shuffle(keys, random);
        for (String key : keys.subList(0, 1 + random.nextInt(4))) {
            String merge = random.nextInt(12) == 0 ? " ".repeat(indent) + "<<: *y\n" : "";
            text.append(merge).append(" ".repeat(indent)).append(key);
            text.append(key.endsWith("\n") ? " ".repeat(indent) + ":" : "").append(value(indent));
        }
        return text.toString();
    }

    private String value(int indent) {
        return switch (indent > 8 ? 9 : random.nextInt(10)) {
            case 0, 1 -> oneOf(ENDS) + map(indent + 2);
            case 2 -> oneOf(ENDS) + list(indent + 2);
            case 3 -> oneOf(List.of(" |", " >", " |-", " >+", " |2")) + "\n" + block(" ".repeat(indent + 2)) + "\n";
            case 4 -> " " + oneOf(PlainTokens.texts()) + oneOf(ENDS);
            case 5 -> " " + ScalarText.quoted(next()) + oneOf(ENDS);
            case 6 -> " [" + oneOf(FLOW_VALUES) + ", " + oneOf(PlainTokens.texts()) + "]" + oneOf(ENDS);
            case 7 -> " {" + oneOf(FLOW_VALUES) + ": " + oneOf(PlainTokens.texts()) + "}" + oneOf(ENDS);
            default -> " " + oneOf(VALUES) + oneOf(ENDS);
        };
    }

    private String list(int indent) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(" ".repeat(indent)).append("-").append(value(indent));
        }
        return text.toString();
    }

    private String block(String indent) {
        return indent + lines().replace("\n", oneOf(List.of("\n", "\n" + indent)));
    }

    private String lines() {
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            lines.add(oneOf(List.of("", "a", " b", "c: d", "# e", "f ", "- g", "\t", "---", "it's")));
        }
        return String.join("\n", lines) + oneOf(List.of("", "\n", "\n\n"));
    }

    private String password() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(16); i >= 0; i--) {
            text.append(PASSWORD.charAt(random.nextInt(PASSWORD.length())));
        }
        return text.toString();
    }

    private String randomUnicode() {
        StringBuilder text = new StringBuilder();
        while (text.length() < 6) {
            int codePoint = random.nextInt(random.nextBoolean() ? 0x300 : 0x110000);
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                text.appendCodePoint(codePoint);
            }
        }
        return text.toString();
    }

    private String joined(List<String> pieces, int atMost) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(atMost); i >= 0; i--) {
            text.append(oneOf(pieces));
        }
        return text.toString();
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
