package dev.patrol.pgedge;

import dev.patrol.ansible.Inventory;
import dev.patrol.authoring.AuthoredCluster;
import dev.patrol.authoring.AuthoredNode;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes one definition for every {@code cluster_name} of an inventory.
 *
 * <ol>
 *   <li>Each host of group {@code pgedge} is read on its own, as the role reads it ({@link HostReader}).
 *   <li>What Patroni keeps for a whole zone is taken from the zone's first host: that one wrote it ({@link
 *       FirstHosts}).
 *   <li>Every setting goes to the highest level at which the hosts agree ({@link AuthoredCluster}).
 * </ol>
 */
public final class PgedgeImport {
    private static final String GROUP = "pgedge";
    private static final Set<String> OF_ZONES = Set.of("pgedge.proxies", "postgresql.parameters");

    private final String source;
    private final ImportOptions options;
    private final Problems problems;

    private PgedgeImport(String source, ImportOptions options, Problems problems) {
        this.source = source;
        this.options = options;
        this.problems = problems;
    }

    /**
     * The definitions by cluster name; look at the problems before using them.
     *
     * @param source what the inventory is called, for problems that stand nowhere in it and for the texts
     */
    public static List<AuthoredCluster> read(
            Inventory inventory, String source, ImportOptions options, Problems problems) {
        return new PgedgeImport(source, options, problems).read(inventory);
    }

    private List<AuthoredCluster> read(Inventory inventory) {
        List<String> names = inventory.hosts(GROUP);
        if (names.isEmpty()) {
            problems.error(
                    Location.ofFile(source),
                    "no host is in group '" + GROUP + "', which the role's playbooks run for; add the hosts to it");
        }
        HostReader reader = new HostReader(inventory, options, problems);
        Map<String, List<ImportedHost>> clusters = new TreeMap<>();
        names.stream()
                .map(reader::read)
                .forEach(host -> clusters.computeIfAbsent(host.cluster(), name -> new ArrayList<>())
                        .add(host));
        if (clusters.size() > 1) {
            problems.warning(
                    Location.ofFile(source),
                    "the inventory has several clusters (" + String.join(", ", clusters.keySet())
                            + "); the role let the"
                            + " hosts of all of them into each other's pg_hba, and Patrol does not: where that is"
                            + " wanted, add rules to 'hba'");
        }
        List<AuthoredCluster> imported = new ArrayList<>();
        clusters.forEach((name, hosts) -> imported.add(cluster(name, hosts, inventory)));
        return imported;
    }

    private AuthoredCluster cluster(String name, List<ImportedHost> hosts, Inventory inventory) {
        warnUnlessHa(hosts, inventory);
        List<AuthoredNode> nodes = new FirstHosts(hosts, problems)
                .count().stream()
                        .map(host ->
                                new AuthoredNode(host.name(), Optional.of(host.zone()), host.own(), host.settings()))
                        .toList();
        return AuthoredCluster.of(name, nodes, OF_ZONES, "the pgEdge inventory '" + fileName() + "'");
    }

    private String fileName() {
        String path = source.replaceFirst("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1).replaceAll("\\p{Cntrl}", "?");
    }

    private void warnUnlessHa(List<ImportedHost> hosts, Inventory inventory) {
        List<ImportedHost> without = hosts.stream()
                .filter(host -> !new RoleVariables(
                                inventory.variables(host.name()).withDefaults(RoleDefaults.COMMON),
                                host.place(),
                                problems)
                        .isTrue("is_ha_cluster"))
                .toList();
        if (!without.isEmpty()) {
            problems.warning(
                    without.get(0).place(),
                    "'is_ha_cluster' is not true for "
                            + String.join(
                                    ", ",
                                    without.stream().map(ImportedHost::name).toList())
                            + ", so the playbooks ran the role for none of these; remove from the definition what Patroni"
                            + " does not run");
        }
    }
}
