package dev.patrol.yaml;

import java.util.List;
import java.util.Objects;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * A syntax error in words that say what to do. Never repeats more of the file than one character: a password may stand
 * where the parser stumbles.
 */
record SyntaxAdvice(Mark place, String message) {
    static final String TAB =
            "a tab stands where only spaces may; indent and separate with spaces, or quote a text that"
                    + " holds a tab";

    /** Where snakeyaml's own words hold {@code symptom}, this is what it means for the author. */
    private record Entry(String symptom, boolean atBeginning, String advice) {}

    // The first that fits counts; "at the beginning" is the place where the broken thing begins, not where it ends.
    private static final List<Entry> ENTRIES = List.of(
            at("(TAB)", TAB),
            at("scanning an alias", "this is not the name of an anchor; quote a value that begins with '*'"),
            at("scanning an anchor", "an anchor's name has other characters; quote a value that begins with '&'"),
            at("scanning a tag", "this is not a tag; quote a value that begins with '!'"),
            at("undefined tag handle", "this tag is not known; quote a value that begins with '!'"),
            at("cannot start any token", "an unquoted value cannot begin with this character; quote the value"),
            from(
                    "could not find expected ':'",
                    "this line has no ': '; write 'key: value', or indent the line further"
                            + " if it goes on with the value above"),
            from("unexpected end of stream", "this quote is never closed; add the closing quote"),
            from(
                    "unexpected document separator",
                    "this quote is not closed before the next '---'; add the closing" + " quote"),
            at(
                    "mapping values are not allowed",
                    "a ': ' cannot stand here; line the key up with those above it, or"
                            + " quote the value if the ': ' is part of it"),
            at("sequence entries are not allowed", "a '- ' cannot stand here; begin the list on a line of its own"),
            at("mapping keys are not allowed", "a '? ' cannot stand here; quote the value if it begins with '?'"),
            at(
                    "expected <block end>",
                    "this does not go on from the lines above; line it up with them, or quote the" + " whole value"),
            from("expected ',' or ']'", "this list is not closed; put ',' between its values and ']' after the last"),
            from("expected ',' or '}'", "this map is not closed; put ',' between its entries and '}' after the last"),
            at("expected the node content", "a value is missing here; write one, or remove the ',' or ':' before it"),
            at("escape", "this is not an escape of double quotes; write '\\\\' for a backslash, or use single quotes"),
            at(
                    "block scalar",
                    "only '+', '-' or an indentation may follow '|' or '>'; quote a value that begins with" + " one"),
            at("<document start>", "the document has ended before this place; remove what follows, or indent it"),
            at("directive", "a line that begins with '%' is a directive; quote the value if it begins with '%'"));

    static SyntaxAdvice on(MarkedYAMLException error) {
        Mark end = Objects.requireNonNullElse(error.getProblemMark(), error.getContextMark());
        Mark beginning = Objects.requireNonNullElse(error.getContextMark(), end);
        String words = error.getContext() + "; " + error.getProblem();
        return ENTRIES.stream()
                .filter(entry -> words.contains(entry.symptom()))
                .findFirst()
                .map(entry -> new SyntaxAdvice(entry.atBeginning() ? beginning : end, entry.advice()))
                .orElseGet(() -> new SyntaxAdvice(end, "this is not YAML; check the quotes and the indentation"));
    }

    private static Entry at(String symptom, String advice) {
        return new Entry(symptom, false, advice);
    }

    private static Entry from(String symptom, String advice) {
        return new Entry(symptom, true, advice);
    }
}
