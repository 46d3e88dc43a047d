package dev.patrol.diff;

import dev.patrol.definition.NodeName;
import java.util.List;

/**
 * What is not as wanted on one node.
 *
 * @param fileMissing Patroni's file does not exist; its keys are then not listed one by one
 * @param file keys of Patroni's file, and its mode and owner
 * @param service units
 * @param effective parameters that wait for a restart
 */
public record NodeDiff(
        NodeName node, boolean fileMissing, List<KeyChange> file, List<KeyChange> service, List<KeyChange> effective) {
    public NodeDiff {
        file = List.copyOf(file);
        service = List.copyOf(service);
        effective = List.copyOf(effective);
    }

    /** The same, with other keys of the file. */
    NodeDiff withFile(List<KeyChange> other) {
        return new NodeDiff(node, fileMissing, other, service, effective);
    }

    public boolean fileDiffers() {
        return fileMissing || !file.isEmpty();
    }
}
