package dev.patrol.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.yaml.Secret;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigTreeTest {
    private static final KeyPath LEVEL = KeyPath.of("log", "level");

    private static ConfigTree tree(Map<?, ?> plain) {
        return ConfigTree.of(plain);
    }

    @Test
    void aValueIsFoundByItsNamesFromTheTop() {
        ConfigTree tree = tree(Map.of("log", Map.of("level", "DEBUG"), "ttl", 30L));

        assertEquals(Optional.of("DEBUG"), tree.get(LEVEL));
        assertEquals(Optional.of("DEBUG"), tree.text("log", "level"));
        assertEquals(30, tree.whole("ttl", 20));
        assertEquals(tree(Map.of("level", "DEBUG")), tree.tree("log"));
    }

    @Test
    void whereNothingOfTheKindStandsNothingIsFound() {
        ConfigTree tree = tree(Collections.singletonMap("log", null));

        assertEquals(Optional.empty(), tree.get("log"));
        assertEquals(Optional.empty(), tree.get(LEVEL));
        assertEquals(Set.of("log"), tree.names());
        assertEquals(ConfigTree.EMPTY, tree(Map.of("log", "x")).tree("log"));
        assertEquals(20, tree(Map.of("ttl", "30")).whole("ttl", 20));
    }

    @Test
    void aValueIsSetWithTheTreesOnTheWay() {
        assertEquals(tree(Map.of("log", Map.of("level", "DEBUG"))), ConfigTree.EMPTY.with(LEVEL, "DEBUG"));
        assertEquals(
                tree(Map.of("log", Map.of("level", "DEBUG", "dir", "/x"), "a", 1L)),
                tree(Map.of("log", Map.of("dir", "/x"), "a", 1L)).with(LEVEL, "DEBUG"));
        assertEquals(
                tree(Map.of("log", Map.of("level", "DEBUG"))),
                tree(Map.of("log", "x")).with(LEVEL, "DEBUG"));
    }

    @Test
    void aKeyIsTakenAwayAndAllElseStays() {
        ConfigTree tree = tree(Map.of("log", Map.of("level", "DEBUG", "dir", "/x")));

        assertEquals(tree(Map.of("log", Map.of("dir", "/x"))), tree.without(LEVEL));
        assertEquals(ConfigTree.EMPTY, tree.without(KeyPath.of("log")));
        assertSame(tree, tree.without(KeyPath.of("log", "size")));
        assertSame(tree, tree.without(KeyPath.of("tags", "level")));
    }

    @Test
    void aPatchMergesTreesReplacesListsAndRemovesWithNull() {
        ConfigTree config = tree(Map.of("a", Map.of("b", 1L, "c", 2L), "l", List.of(1L, 2L), "x", 1L));
        ConfigTree patch =
                tree(Map.of("l", List.of(3L))).with(KeyPath.of("a", "b"), null).with(KeyPath.of("x"), null);

        assertEquals(tree(Map.of("a", Map.of("c", 2L), "l", List.of(3L))), config.patchedBy(patch));
    }

    @Test
    void aTreeReplacesWhatIsNone() {
        ConfigTree patch = tree(Map.of("a", Map.of("b", 1L)));

        assertEquals(patch, tree(Map.of("a", List.of())).patchedBy(patch));
    }

    @Test
    void leavesAreChangedWhereverTheyStandAndNothingStaysNothing() {
        ConfigTree tree = tree(Map.of("a", Arrays.asList("x", null, Map.of("b", "y"))));

        ConfigTree changed = tree.mapLeaves((path, leaf) -> path + "=" + leaf);

        assertEquals(tree(Map.of("a", Arrays.asList("a.0=x", null, Map.of("b", "a.2.b=y")))), changed);
    }

    @Test
    void theOrderIsThatOfEachTreesPath() {
        ConfigTree tree = ConfigTree.EMPTY
                .with(KeyPath.of("a", "c"), 1L)
                .with(KeyPath.of("a", "d"), 2L)
                .with(KeyPath.of("b"), 3L);

        ConfigTree sorted = tree.sorted(path ->
                path.equals(KeyPath.TOP) ? Comparator.<String>naturalOrder() : Comparator.<String>reverseOrder());

        assertEquals("a:\n  d: 2\n  c: 1\nb: 3\n", sorted.yaml());
    }

    @Test
    void secretsStandInTheFileOnly() {
        ConfigTree tree = ConfigTree.EMPTY
                .with(KeyPath.of("users", "password"), new Secret("hunter2"))
                .with(KeyPath.of("lines"), List.of(new Secret("hunter3")));

        assertEquals(Set.of(new Secret("hunter2"), new Secret("hunter3")), tree.secrets());
        assertTrue(tree.yaml().contains("hunter2"));
        assertTrue(!tree.maskedYaml().contains("hunter"));
        assertTrue(!tree.toString().contains("hunter"));
        assertEquals(Optional.of("hunter2"), tree.revealed().get("users", "password"));
    }
}
