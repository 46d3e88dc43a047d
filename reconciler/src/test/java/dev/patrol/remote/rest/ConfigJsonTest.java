package dev.patrol.remote.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.tree.ConfigTree;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigJsonTest {
    @Test
    void nullsAreWrittenBecauseTheyRemoveKeys() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("work_mem", null);
        parameters.put("max_connections", 200);

        assertEquals(
                "{\"postgresql\":{\"parameters\":{\"work_mem\":null,\"max_connections\":200}}}",
                ConfigJson.write(ConfigTree.of(Map.of("postgresql", Map.of("parameters", parameters)))));
    }

    @Test
    void wholeNumbersStayWhole() {
        assertEquals(Optional.of(ConfigTree.of(Map.of("ttl", 30L))), ConfigJson.read("{\"ttl\": 30}"));
        assertEquals(
                Optional.of(ConfigTree.of(Map.of("big", new BigInteger("99999999999999999999")))),
                ConfigJson.read("{\"big\": 99999999999999999999}"));
        assertEquals(Optional.of(ConfigTree.of(Map.of("cost", 4.0))), ConfigJson.read("{\"cost\": 4.0}"));
        assertEquals(Optional.of(ConfigTree.of(Map.of("wide", 1e3))), ConfigJson.read("{\"wide\": 1e3}"));
    }

    @Test
    void everyKindOfValueIsReadAsPlainJava() {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("pause", true);
        wanted.put("nothing", null);
        wanted.put("name", "déjà <vu>");
        wanted.put("list", Arrays.asList(1L, "a", Map.of("k", -2L)));

        String json = "{\"pause\":true,\"nothing\":null,\"name\":\"déjà <vu>\",\"list\":[1,\"a\",{\"k\":-2}]}";

        assertEquals(Optional.of(ConfigTree.of(wanted)), ConfigJson.read(json));
    }

    @Test
    void whatIsWrittenReadsBackTheSame() {
        ConfigTree config =
                ConfigTree.of(Map.of("ttl", 30L, "a", List.of(1.5, "x='y' & <z>"), "b", Map.of("c", false)));

        assertEquals(Optional.of(config), ConfigJson.read(ConfigJson.write(config)));
    }

    @Test
    void whatIsNoObjectIsEmpty() {
        assertTrue(ConfigJson.read("").isEmpty());
        assertTrue(ConfigJson.read("[1]").isEmpty());
        assertTrue(ConfigJson.read("<html>").isEmpty());
        assertTrue(ConfigJson.read("{\"a\":").isEmpty());
    }
}
