package dev.patrol.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderProblemsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    a: 1\\nb: 2\\na: 3   ~ 3:1: key 'a' stands twice in this map, first on line 1, column 1; keep one of them
                    on: 1              ~ 1:1: key 'on' is read as a yes or no and not as text; quote it
                    a: {012: x}        ~ 1:5: key '012' is read as a number and not as text; quote it
                    2024-01-01: x      ~ 1:1: key '2024-01-01' is read as a date and not as text; quote it
                    ?\\n: x            ~ 1:2: a key is missing before this ':'; write one, or remove the line
                    {[a]: x}           ~ 1:2: a key must be text; write it out and quote it
                    a: <<              ~ 1:4: '<<' can be a key but not a value; quote it
                    <<: 1              ~ 1:1: '<<' takes a map or a list of maps; give it an alias of one, or quote the key
                    a: 0x_             ~ 1:4: this looks like a number but Patroni cannot read it as one; quote it
                    a: *b              ~ 1:4: no anchor of this name stands above; quote a value that begins with '*'
                    a: &a [*a]         ~ 1:8: this alias stands inside of what it stands for; write the value out
                    a: [&b 1, &b 2]    ~ 1:11: this anchor's name is already taken; give each anchor a name of its own
                    a: &ä 1            ~ 1:4: an anchor's name is of a-z, A-Z, 0-9, '_' and '-'; quote a value that begins with '&'
                    a: !!java.io.File x ~ 1:4: a tag that does not fit stands here; remove it, or quote a value that begins with '!'
                    a: !!python/name:os.system [] ~ 1:4: a tag that does not fit stands here; remove it, or quote a value that begins with '!'
                    a: !!set {b}       ~ 1:4: a tag that does not fit stands here; remove it, or quote a value that begins with '!'
                    a: !!int x         ~ 1:4: a tag that does not fit stands here; remove it, or quote a value that begins with '!'
                    a: !b!c x          ~ 1:4: this tag is not known; quote a value that begins with '!'
                    a: 1\\n---\\nb: 2  ~ 2:1: a second document begins here; keep one in each file and remove the '---'
                    a:\\n\\tb: 1       ~ 2:1: a tab stands where only spaces may; indent and separate with spaces, or quote a text that holds a tab
                    a: b\\t# c         ~ 1:5: a tab stands where only spaces may; indent and separate with spaces, or quote a text that holds a tab
                    a: @b              ~ 1:4: an unquoted value cannot begin with this character; quote the value
                    a: 1\\nb           ~ 2:1: this line has no ': '; write 'key: value', or indent the line further if it goes on with the value above
                    a: b: c            ~ 1:5: a ': ' cannot stand here; line the key up with those above it, or quote the value if the ': ' is part of it
                    a: 'b              ~ 1:4: this quote is never closed; add the closing quote
                    a: [b\\nc: d       ~ 1:4: this list is not closed; put ',' between its values and ']' after the last
                    a: {b\\nc: d       ~ 1:4: this map is not closed; put ',' between its entries and '}' after the last
                    a: [,b]            ~ 1:5: a value is missing here; write one, or remove the ',' or ':' before it
                    a: - b             ~ 1:4: a '- ' cannot stand here; begin the list on a line of its own
                    a: 1\\n b: 2       ~ 2:3: a ': ' cannot stand here; line the key up with those above it, or quote the value if the ': ' is part of it
                    a: 'b' c           ~ 1:8: this does not go on from the lines above; line it up with them, or quote the whole value
                    a: |x              ~ 1:5: only '+', '-' or an indentation may follow '|' or '>'; quote a value that begins with one
                    a: "\\x"           ~ 1:7: this is not an escape of double quotes; write '\\\\' for a backslash, or use single quotes
                    {a: b} c           ~ 1:8: the document has ended before this place; remove what follows, or indent it
                    """)
    void aMistakeHasAPlaceAndAWayOut(String text, String expected) {
        assertEquals(
                List.of("f.yaml:" + expected),
                problemsOf(text.replace("\\n", "\n").replace("\\t", "\t")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: *S3cret",
                "a: !S3cret",
                "a: !S3!cret",
                "a: @S3cret",
                "a: %S3cret",
                "a: &S3cret! x",
                "a: \"S3cret\\q\""
            })
    void aPasswordThatIsNotQuotedStaysOutOfTheMessage(String text) {
        assertFalse(
                problemsOf(text).toString().contains("S3"),
                () -> problemsOf(text).toString());
    }

    @Test
    void aFileOverOneMebibyteIsRefusedBeforeItIsParsed() {
        assertEquals(
                List.of("f.yaml: the file has 1048577 bytes, more than the allowed 1 MiB; split or shorten it"),
                problemsOf("[".repeat(1024 * 1024 + 1)));
    }

    @Test
    void manyOpenBracketsAreRefused() {
        assertEquals(
                List.of("f.yaml:1:51: maps and lists are nested more than 50 deep; make the file flatter"),
                problemsOf("[".repeat(100_000)));
    }

    @Test
    void aliasesDoNotReachDeeperThanWrittenOutValues() {
        StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 60; i++) {
            text.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }

        assertEquals(
                List.of("f.yaml:50:12: maps and lists are nested more than 50 deep; make the file flatter"),
                problemsOf(text.toString()));
    }

    @Test
    void aBillionLaughsAreRefused() {
        StringBuilder text = new StringBuilder("a0: &a0 [lol, lol]\n");
        for (int i = 1; i < 30; i++) {
            text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertEquals(
                List.of(
                        "f.yaml:17:18: the aliases up to here stand for more than 1 MiB of values; write the file without"
                                + " them"),
                problemsOf(text.toString()));
    }

    @Test
    void manyAliasesOfOneLongTextAreRefused() {
        String text = "a: &a " + "x".repeat(100_000) + "\nb: [" + "*a, ".repeat(20) + "]\n";

        assertEquals(
                List.of(
                        "f.yaml:2:45: the aliases up to here stand for more than 1 MiB of values; write the file without"
                                + " them"),
                problemsOf(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: x\0", "a: x\u0007", "a: x\ud800", "a: x\uffff"})
    void charactersThatYamlDoesNotKnowAreRefused(String text) {
        String code = String.format("U+%04X", (int) text.charAt(4));

        assertEquals(
                List.of("f.yaml:1:5: the character " + code + " is not allowed in YAML; remove it"), problemsOf(text));
    }

    @Test
    void aLongNumberLikeTextExhaustsNothing() {
        assertEquals(
                List.of("f.yaml:1:4: this looks like a number but Patroni cannot read it as one; quote it"),
                problemsOf("a: 1" + ":1".repeat(200_000)));
    }

    @Test
    void allMistakesOfAFileAreReported() {
        assertEquals(3, problemsOf("on: 1\na: 1\na: 2\nb: *c\n").size());
    }

    private static List<String> problemsOf(String text) {
        Problems problems = new Problems();
        YamlReader.read("f.yaml", text, problems);
        return problems.all().stream().map(Problem::toString).toList();
    }
}
