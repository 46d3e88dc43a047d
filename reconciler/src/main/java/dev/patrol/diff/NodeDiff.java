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
 * @param missing Patroni's file does not exist, and whose doing that is; its keys are then not listed one by one
 * @param file keys of Patroni's file, and its mode and owner
 * @param service units, and environment variables that beat the file
 * @param effective what the server has, or would have after its next reload, although file and DCS say otherwise
 */
public record NodeDiff(
        NodeName node,
        Optional<Origin> missing,
        List<KeyChange> file,
        List<KeyChange> service,
        List<KeyChange> effective) {
    public NodeDiff {
        file = List.copyOf(file);
        service = List.copyOf(service);
        effective = List.copyOf(effective);
    }

    /** The same, with other keys of the file. */
    public NodeDiff withFile(List<KeyChange> other) {
        return new NodeDiff(node, missing, other, service, effective);
    }

    /** The same of a machine that is no node yet: what it lacks, and what its units are, has this origin. */
    NodeDiff ofNewMachine(Origin origin) {
        List<KeyChange> services = service.stream()
                .map(change -> change.origin().kind() == Origin.Kind.SYSTEMD ? change.with(origin) : change)
                .toList();
        return new NodeDiff(node, missing.map(before -> origin), file, services, effective);
    }

    public boolean fileMissing() {
        return missing.isPresent();
    }

    public boolean fileDiffers() {
        return fileMissing() || !file.isEmpty();
    }

    /** Every difference, from the file down to the services. */
    public List<KeyChange> all() {
        List<KeyChange> all = new ArrayList<>(file);
        missing.ifPresent(origin -> all.add(new KeyChange(
                Layer.FILE,
                KeyPath.of(ClusterDiffer.WHOLE_FILE),
                Optional.empty(),
                Optional.of("as rendered"),
                Effect.RELOAD,
                origin)));
        all.addAll(effective);
        all.addAll(service);
        return all;
    }
}
