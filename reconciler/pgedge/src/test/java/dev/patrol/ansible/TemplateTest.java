package dev.patrol.ansible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values are those that the Templar of ansible-core 2.14.18 gives. */
class TemplateTest {
    private static final Map<String, Object> VARIABLES = Map.of("v", 5L, "name", "mine", "flag", true, "lines", "a\n");

    @Test
    void defaultTakesAnyLiteralOrNone() {
        assertEquals(List.of(), value("{{ x | default([]) }}"));
        assertEquals(List.of(), value("{{ x|d( [ ] , true) }}"));
        assertEquals(List.of(1L, "a", List.of(true)), value("{{ x | default([1, 'a', [True]]) }}"));
        assertEquals(Map.of("a", Map.of()), value("{{ x | default({'a': {}}) }}"));
        assertEquals("-3", value("{{ x | default(-3) }}"));
        assertEquals("1.5", value("{{ x | default(1.5) }}"));
        assertEquals("xy", value("x{{ nobody | default() }}y"));
        assertEquals("", value("{{ x | default | default('y') }}"));
        assertEquals(List.of(1L, 2L), value("{{ [1, 2] }}"));
    }

    @Test
    void dashesTakeTheBlanksAway() {
        assertEquals("a5b", value("a  {{- v -}}\n b"));
        assertEquals("5", value(" {{-v-}} "));
        assertEquals("3", value("{{-3}}"));
        assertEquals("ab", value("a {#- gone -#} b"));
        assertEquals("mine\n", value("{{ name -}}\n"));
        assertEquals(List.of(), value(" {{- x | default([]) }}"));
    }

    @Test
    void aLineBreakAfterATemplateBelongsToTextsOnly() {
        assertEquals(5L, value("{{ v }}\n"));
        assertEquals(true, value("{{ flag }}\n"));
        assertEquals(true, value("{{ flag | default(1) }}\n"));
        assertEquals(List.of("mine"), value("{{ list }}\n"));
        assertEquals(List.of(), value("{{ x | default([]) }}\n"));
        assertEquals("mine\n", value("{{ name }}\n"));
        assertEquals("a\n", value("{{ lines }}\n"));
        assertEquals("7\n", value("{{ 7 }}\n"));
        assertEquals("5\n\n", value("{{ v }}\n\n"));
        assertEquals("\n", value("{{ x | default('') }}\n"));
    }

    @Test
    void anEnvironmentVariableWithALineBreakIsNotTheWholeValue() {
        assertEquals(Optional.of("X"), unknown("{{- lookup('env', 'X') -}}").environment());
        assertEquals(Optional.empty(), unknown("{{ lookup('env', 'X') }}\n").environment());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ -v }}",
                "{{ [v] }}",
                "{{ [1][0] }}",
                "{{ 5 -3 }}",
                "{{ 1e3 }}",
                "{{ x | default( }}",
                "{{ x | default(,) }}",
                "{{ x | default([) }}",
                "{{ x | default(['\\n']) }}",
                "{{-}}"
            })
    void allElseNeedsAnsible(String text) {
        assertEquals(
                "its Jinja is more than variables, literals and default()",
                unknown(text).reason());
    }

    private static Object value(String text) {
        return assertInstanceOf(Answer.Known.class, answer(text)).value().plain();
    }

    private static Answer.Unknown unknown(String text) {
        return assertInstanceOf(Answer.Unknown.class, answer(text));
    }

    private static Answer answer(String text) {
        Map<String, YamlNode> given = new LinkedHashMap<>();
        VARIABLES.forEach((name, value) -> given.put(name, new YamlScalar(Location.NOWHERE, value)));
        YamlNode name = new YamlScalar(Location.NOWHERE, "{{ name }}");
        given.put("list", new YamlList(Location.NOWHERE, List.of(name)));
        given.put("asked", new YamlScalar(Location.NOWHERE, text));
        return new HostVariables("n1", List.of(), given, Set.of()).find("asked").orElseThrow();
    }
}
