package dev.patrol.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value of another kind: what was found, what is expected, and what to write. */
class ShapeMessagesTest {
    private static final Text WORD = Text.of("a word", "[a-z]+");

    private static Key key(Kind kind, Key.Presence presence) {
        return new Key(kind, presence, "for the test");
    }

    private static Group file() {
        Map<String, Key> host = new LinkedHashMap<>();
        host.put("name", key(WORD, Key.Presence.REQUIRED));
        host.put("port", key(new WholeNumber(1, 9), Key.Presence.OPTIONAL));
        Map<String, Key> keys = new LinkedHashMap<>();
        keys.put("words", key(new ListOf(WORD), Key.Presence.REMOVABLE));
        keys.put("hosts", key(new ListOf(new Group(host, Map.of())), Key.Presence.OPTIONAL));
        keys.put("host", key(new Group(host, Map.of()), Key.Presence.OPTIONAL));
        keys.put("tags", key(new Entries(WORD, new Scalar(), false), Key.Presence.OPTIONAL));
        keys.put("open", key(new OpenMap(), Key.Presence.OPTIONAL));
        keys.put("one", key(new Shorthand(WORD, new ListOf(WORD)), Key.Presence.OPTIONAL));
        keys.put("rules", key(new ListOf(new Shorthand(WORD, new Group(host, Map.of()))), Key.Presence.OPTIONAL));
        keys.put("flag", key(Choice.FLAG, Key.Presence.OPTIONAL));
        return new Group(keys, Map.of());
    }

    private static List<String> problems(String text) {
        Problems problems = new Problems();
        YamlNode root = YamlReader.read("f", text, problems).orElseThrow();
        file().accept(root, Place.root(problems));
        return problems.all().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            words: a                | f:1:8: 'words' must be a list, found the text 'a'; begin each entry with '- '; an entry is a word
            words: {a: b}           | f:1:8: 'words' must be a list, found a map; begin each entry with '- '; an entry is a word
            words: [a, 3]           | f:1:12: entry 2 of 'words' must be a word, found the number 3
            words: [a, on]          | f:1:12: entry 2 of 'words' must be a word, found true (YAML reads yes, no, on and off so, too); put it in quotes if it is meant as text
            words: [a, b: c]        | f:1:12: entry 2 of 'words' must be a word, found a map; write one value without keys below it, in quotes if ': ' is part of it
            words: [a, [b]]         | f:1:12: entry 2 of 'words' must be a word, found a list; write one value, without '- ' and brackets
            words: [a, null]        | f:1:12: entry 2 of 'words' must be a word, found nothing; write a value after '- ', or remove the entry
            words: [a, '']          | f:1:12: entry 2 of 'words' must be a word, found an empty text
            hosts: null             | f:1:8: 'hosts' must be a list, found nothing; begin each entry with '- '; an entry is a map with 'name'
            hosts: [a]              | f:1:9: entry 1 of 'hosts' must be a map with 'name', found the text 'a'; write lines 'KEY: VALUE' below, indented; known keys are name, port
            hosts: [{port: 1}]      | f:1:9: 'name' is missing in entry 1 of 'hosts'; it is a word
            hosts: [{name: a, prt: 1}] | f:1:19: unknown key 'prt' in entry 1 of 'hosts'; did you mean 'port'?
            hosts: [{}]             | f:1:9: 'name' is missing in entry 1 of 'hosts'; it is a word
            host: []                | f:1:7: 'host' must be a map with 'name', found an empty list; write lines 'KEY: VALUE' below, indented; known keys are name, port
            host: null              | f:1:7: 'host' must be a map with 'name', found nothing; write lines 'KEY: VALUE' below, indented; known keys are name, port
            tags: {}                | f:1:7: 'tags' must be a map with at least one entry, found an empty map; write lines 'NAME: VALUE' below, indented; a name is a word
            tags: null              | f:1:7: 'tags' must be a map with at least one entry, found nothing; write lines 'NAME: VALUE' below, indented; a name is a word
            tags: {a: null}         | f:1:11: 'tags.a' must be a text of one line, a number, true or false, found nothing; write a value, or remove the key
            open: 3                 | f:1:7: 'open' must be a map, found the number 3; write lines 'KEY: VALUE' below, indented
            one: {a: b}             | f:1:6: 'one' must be a word, or a list, found a map
            one: null               | f:1:6: 'one' must be a word, or a list, found nothing; write a value, or remove the key
            rules: [[a]]            | f:1:9: entry 1 of 'rules' must be a word, or a map with 'name', found a list
            flag: [true]            | f:1:7: 'flag' must be true or false, found a list; write one value, without '- ' and brackets
            [a]                     | f:1:1: the file must be a map, found a list; write lines 'KEY: VALUE'; known keys are words, hosts, host, tags, open, one, rules, flag
            """)
    void aValueOfAnotherKindSaysWhatToWrite(String text, String problem) {
        assertEquals(List.of(problem), problems(text + "\n"));
    }
}
