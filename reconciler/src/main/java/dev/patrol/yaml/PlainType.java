package dev.patrol.yaml;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What PyYAML takes an unquoted text for. The patterns, and the characters that such a text can begin with, are those of
 * PyYAML 6.0, {@code resolver.py}; snakeyaml's own differ, for example {@code 1e3} is a number there and a text here.
 *
 * <p>The repeated groups are possessive: Java matches those in a loop, others by recursion, which a long text exhausts.
 */
enum PlainType {
    BOOL("a yes or no", "yYnNtTfFoO", "yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF"),
    FLOAT(
            "a number",
            "-+0123456789.",
            "[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?"
                    + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
                    + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])++\\.[0-9_]*"
                    + "|[-+]?\\.(?:inf|Inf|INF)"
                    + "|\\.(?:nan|NaN|NAN)"),
    INT(
            "a number",
            "-+0123456789",
            "[-+]?0b[0-1_]+"
                    + "|[-+]?0[0-7_]+"
                    + "|[-+]?(?:0|[1-9][0-9_]*)"
                    + "|[-+]?0x[0-9a-fA-F_]+"
                    + "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])++"),
    MERGE("a merge", "<", "<<"),
    NULL("nothing", "~nN", "~|null|Null|NULL|"),
    TIMESTAMP(
            "a date",
            "0123456789",
            "[0-9]{4}-[0-9]{2}-[0-9]{2}"
                    + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]*)?"
                    + "(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?"),
    VALUE("a default", "=", "="),
    TEXT("text", "", "(?s).*");

    private final String meaning;
    private final String firsts;
    private final Pattern pattern;

    PlainType(String meaning, String firsts, String pattern) {
        this.meaning = meaning;
        this.firsts = firsts;
        this.pattern = Pattern.compile(pattern);
    }

    static PlainType of(String text) {
        PlainType found = TEXT;
        for (PlainType type : values()) {
            if (type != TEXT
                    && type.mayBegin(text)
                    && type.pattern.matcher(text).matches()) {
                found = type;
            }
        }
        return found;
    }

    // Most texts begin with a letter that decides it: reading a file spent half of its time on the patterns.
    private boolean mayBegin(String text) {
        return text.isEmpty() || firsts.indexOf(text.charAt(0)) >= 0;
    }

    /** Whether it stays a text; '=' does as a key in PyYAML, and as a value PyYAML refuses it. */
    boolean isText() {
        return this == TEXT || this == VALUE;
    }

    /** For people: "is read as {@code a number}". */
    String meaning() {
        return meaning;
    }

    /** The tag that a file may give explicitly for this type. */
    String tag() {
        return "tag:yaml.org,2002:"
                + switch (this) {
                    case TEXT -> "str";
                    case BOOL, FLOAT, INT, MERGE, NULL, TIMESTAMP, VALUE -> name().toLowerCase(Locale.ROOT);
                };
    }
}
