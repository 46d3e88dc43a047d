package dev.patrol.observe;

import dev.patrol.problem.Problem;
import dev.patrol.remote.NodeReading.FileTimes;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Patroni's file as it stands on a node.
 *
 * @param text its bytes, passwords included
 * @param tree its content as Patroni's reader sees it; empty when it is no YAML mapping
 * @param problems why it could not be read, or what is odd about it
 * @param times when it changed; empty where the node did not say
 */
public record FileSeen(
        Secret text,
        Optional<Map<String, Object>> tree,
        List<Problem> problems,
        String mode,
        String owner,
        Optional<FileTimes> times) {
    public FileSeen {
        problems = List.copyOf(problems);
    }
}
