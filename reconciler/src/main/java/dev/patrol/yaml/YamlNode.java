package dev.patrol.yaml;

import dev.patrol.problem.Location;
import org.jspecify.annotations.Nullable;

/** A YAML value that still knows where in which file it stands. */
public sealed interface YamlNode permits YamlMap, YamlList, YamlScalar {
    Location location();

    /**
     * The value without places: {@code Map<String, Object>} in file order, {@code List<Object>}, {@code String},
     * {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean} or {@code null}.
     */
    @Nullable
    Object plain();
}
