package dev.patrol.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A configuration of Patroni's is a {@link ConfigTree}, and not a map of anything. */
class ConfigurationTypeTest {
    private static final Path MAIN = Path.of("src", "main", "java", "dev", "patrol");
    private static final Pattern MAP = Pattern.compile("\\bMap<String, (@Nullable )?Object>");

    /** Maps that hold no configuration of Patroni's, each package with what they are. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "tree", "what the type is made of",
            "yaml", "what a reader of YAML gives, which tree makes a configuration of",
            "problem", "facts of a reason by name",
            "status", "facts of a reason by name",
            "view", "documents of JSON",
            "settings", "a settings file that is written",
            "remote.ssh", "facts of a reason by name",
            "authoring", "a definition that is written");

    @Test
    void noOtherPackageHasMapsOfAnything() throws IOException {
        assertEquals(new TreeSet<>(OTHERWISE.keySet()), packagesWithMaps());
    }

    @Test
    void aMapOfAnythingIsFound() {
        assertTrue(MAP.matcher("    private final Map<String, Object> tree;").find());
        assertTrue(!MAP.matcher("SortedMap<String, Object> parameters").find());
    }

    private static SortedSet<String> packagesWithMaps() throws IOException {
        SortedSet<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (MAP.matcher(Files.readString(file)).find()) {
                    found.add(MAIN.relativize(file.getParent()).toString().replace('/', '.'));
                }
            }
        }
        return found;
    }
}
