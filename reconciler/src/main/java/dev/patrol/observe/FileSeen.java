package dev.patrol.observe;

import dev.patrol.problem.Reason;
import dev.patrol.remote.NodeReading.FileTimes;
import dev.patrol.render.SecretOrigins;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.Secret;
import java.util.Optional;
import java.util.Set;

/**
 * Patroni's file as it stands on a node.
 *
 * @param text its bytes, passwords included; blank where they are no text
 * @param tree its content as Patroni's reader sees it; empty where that cannot read it
 * @param unread why it cannot be read
 * @param times when it changed; empty where the node did not say
 */
public record FileSeen(
        Secret text,
        Optional<ConfigTree> tree,
        Optional<Reason> unread,
        String mode,
        String owner,
        Optional<FileTimes> times) {
    /** The dotted paths at which Patrol wrote secrets when it wrote the file. */
    public Set<String> secretPaths() {
        return SecretOrigins.in(text);
    }
}
