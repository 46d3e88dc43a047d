package dev.patrol.diff;

import dev.patrol.definition.NodeName;
import dev.patrol.parameters.Effect;
import dev.patrol.tree.KeyPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is not as wanted on one node.
 *
 * @param fileMissing Patroni's file does not exist; its keys are then not listed one by one
 * @param file keys of Patroni's file, and its mode and owner
 * @param service units, and environment variables that beat the file
 * @param effective what the server has, or would have after its next reload, although file and DCS say otherwise
 */
public record NodeDiff(
        NodeName node, boolean fileMissing, List<KeyChange> file, List<KeyChange> service, List<KeyChange> effective) {
    public NodeDiff {
        file = List.copyOf(file);
        service = List.copyOf(service);
        effective = List.copyOf(effective);
    }

    /** The same, with other keys of the file. */
    public NodeDiff withFile(List<KeyChange> other) {
        return new NodeDiff(node, fileMissing, other, service, effective);
    }

    /** The same, with other differences of the services. */
    public NodeDiff withService(List<KeyChange> other) {
        return new NodeDiff(node, fileMissing, file, other, effective);
    }

    public boolean fileDiffers() {
        return fileMissing || !file.isEmpty();
    }

    /** Every difference, from the file down to the services. */
    public List<KeyChange> all() {
        List<KeyChange> all = new ArrayList<>(file);
        if (fileMissing) {
            all.add(new KeyChange(
                    Layer.FILE,
                    KeyPath.of(ClusterDiffer.WHOLE_FILE),
                    Optional.empty(),
                    Optional.of("as rendered"),
                    Effect.RELOAD));
        }
        all.addAll(effective);
        all.addAll(service);
        return all;
    }
}
