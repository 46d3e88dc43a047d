package dev.patrol.definition;

import dev.patrol.problem.Location;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one value of a Patroni file, or of the configuration in the DCS, came from.
 *
 * @param node empty for the DCS
 * @param key its path in Patroni's own words; items of a list by number, from 0
 * @param value a scalar, an empty map or list, or a {@code SecretReference}
 * @param level {@code preset}, {@code fleet}, {@code cluster}, {@code zone N}, {@code node NAME} or {@code raw}
 * @param place where the definition says so; {@link Location#NOWHERE} for a preset
 */
public record Explanation(
        ClusterName cluster,
        Optional<NodeName> node,
        String key,
        @Nullable Object value,
        String level,
        Location place) {}
