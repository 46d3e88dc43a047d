package dev.patrol.language;

import dev.patrol.definition.ClusterName;
import dev.patrol.definition.NodeName;
import dev.patrol.keys.DefinitionKeys;
import dev.patrol.keys.KeyValues;
import dev.patrol.problem.Location;
import dev.patrol.rules.ClusterDraft;
import dev.patrol.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads one file of {@code clusters/} over the fleet's defaults: one cluster, or one for each of its zones.
 *
 * <ol>
 *   <li>Each file alone: YAML, then keys and kinds. What is wrong is reported and left out.
 *   <li>Fleet, cluster, zone and node are laid over each other ({@link ZoneReader}).
 *   <li>The trees of the DCS and of each node's file are built, with the place of every value.
 *   <li>The rules look at the trees, so that raw keys count as well.
 * </ol>
 *
 * Each step goes on with what the one before could make sense of, so that all mistakes show at once.
 */
final class ClusterReader {
    private final DefinitionFile fleet;
    private final DefinitionFile file;

    private ClusterReader(DefinitionFile fleet, DefinitionFile file) {
        this.fleet = fleet;
        this.file = file;
    }

    /** One draft for each cluster of the file; at least one, also of a file that makes no sense. */
    static List<ClusterDraft> read(DefinitionFile fleet, String path, String text) {
        DefinitionFile file = DefinitionFile.read(path, text, DefinitionKeys.cluster());
        if (!file.hasKeys() && !file.isUnreadable()) {
            file.problems().error(Location.ofFile(path), "the file is empty; define a cluster in it or remove it");
        }
        return new ClusterReader(fleet, file).drafts();
    }

    private List<ClusterDraft> drafts() {
        KeyValues accepted = file.accepted();
        String cluster = accepted.text("cluster").orElseGet(() -> nameOf(file.path()));
        Location location = accepted.place("cluster", Location.ofFile(file.path()));
        ZoneReader.Definition definition = new ZoneReader.Definition(cluster, location, fleet, file, neighbours());
        List<ClusterDraft> drafts = new ArrayList<>();
        accepted.map("zones").entries().forEach((number, entry) -> {
            KeyValues written = new KeyValues(file.written().map("zones." + number));
            drafts.add(ZoneReader.draft(
                    definition,
                    new ZoneReader.Zone(
                            ClusterName.ofZone(cluster, number),
                            number,
                            entry.keyLocation(),
                            new KeyValues((YamlMap) entry.value()),
                            written)));
        });
        if (drafts.isEmpty()) {
            drafts.add(ZoneReader.draft(definition));
        }
        return drafts;
    }

    /** The addresses of all nodes of the file, nodes by name; two zones may have nodes of one name. */
    private List<String> neighbours() {
        SortedMap<NodeName, List<String>> addresses = new TreeMap<>();
        addAddresses(file.accepted(), addresses);
        file.accepted()
                .map("zones")
                .entries()
                .values()
                .forEach(entry -> addAddresses(new KeyValues((YamlMap) entry.value()), addresses));
        return addresses.values().stream().flatMap(List::stream).distinct().toList();
    }

    private static void addAddresses(KeyValues level, SortedMap<NodeName, List<String>> addresses) {
        level.map("nodes")
                .entries()
                .forEach((name, entry) -> new KeyValues((YamlMap) entry.value())
                        .text("address")
                        .ifPresent(address -> addresses
                                .computeIfAbsent(new NodeName(name), node -> new ArrayList<>())
                                .add(address)));
    }

    // For a file that does not say the cluster's name: clusters/eu/Pay.yaml counts as 'pay'.
    private static String nameOf(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "");
        String name =
                file.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-").replaceAll("^[_-]+", "");
        String cut = name.substring(0, Math.min(63, name.length())).replaceAll("[_-]+$", "");
        return cut.isEmpty() ? "unnamed" : cut;
    }
}
