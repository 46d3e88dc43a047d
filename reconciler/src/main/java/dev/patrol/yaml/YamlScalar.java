package dev.patrol.yaml;

import static java.util.Objects.requireNonNull;

import dev.patrol.problem.Location;
import org.jspecify.annotations.Nullable;

/**
 * One value as PyYAML would see it: {@code String}, {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean} or
 * {@code null}. A date is kept as the text that stands in the file. In an inventory of Ansible's it may be a
 * {@link TaggedText} as well.
 */
public record YamlScalar(Location location, @Nullable Object value) implements YamlNode {
    public YamlScalar {
        requireNonNull(location, "location");
    }

    @Override
    public @Nullable Object plain() {
        return value;
    }
}
