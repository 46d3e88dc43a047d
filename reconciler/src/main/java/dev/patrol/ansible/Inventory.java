package dev.patrol.ansible;

import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups and hosts, and which value of a variable holds for a host.
 *
 * <p>From the weakest to the strongest, as Ansible has it: the inventory's variables of {@code all}, then of the host's
 * other groups; {@code group_vars/all}, then those of the other groups; the inventory's variables of the host; {@code
 * host_vars}. Groups of a host come by depth, then by {@code ansible_group_priority}, then by name; the last one counts.
 */
public final class Inventory {
    private final Map<String, Group> groups;
    private final Map<String, Map<String, YamlNode>> hosts;
    private final Map<String, Location> places;
    private final VariableFiles files;
    private final Map<String, Set<String>> parents = new HashMap<>();

    Inventory(InventoryDraft draft, VariableFiles files) {
        this.groups = draft.groups();
        this.hosts = draft.hosts();
        this.places = draft.places();
        this.files = files;
        // As Ansible does in the end: a group that is nowhere below another is a child of "all".
        Set<String> below = new LinkedHashSet<>(Set.of(Group.ALL));
        groups.values().forEach(group -> below.addAll(group.children));
        groups.keySet().stream().filter(name -> !below.contains(name)).forEach(groups.get(Group.ALL).children::add);
        groups.values()
                .forEach(group ->
                        group.children.forEach(child -> parents.computeIfAbsent(child, name -> new LinkedHashSet<>())
                                .add(group.name)));
    }

    /** The hosts of a group in the inventory's order: its own, then those of its children; none if it is not there. */
    public List<String> hosts(String group) {
        Set<String> found = new LinkedHashSet<>();
        List<String> level = groups.containsKey(group) ? List.of(group) : List.of();
        while (!level.isEmpty()) {
            List<String> next = new ArrayList<>();
            for (String name : level) {
                found.addAll(groups.get(name).hosts);
                next.addAll(groups.get(name).children);
            }
            level = next;
        }
        return List.copyOf(found);
    }

    public Set<String> groups() {
        return groups.keySet();
    }

    public Set<String> hosts() {
        return hosts.keySet();
    }

    /** Where a host of the inventory stands first. */
    public Location place(String host) {
        return places.get(host);
    }

    /** What is said of a host that is in the inventory. */
    public HostVariables variables(String host) {
        Map<String, YamlNode> given = new LinkedHashMap<>();
        Set<Location> encrypted = new LinkedHashSet<>();
        List<String> all = new ArrayList<>(List.of(Group.ALL));
        all.addAll(groupsOf(host));
        all.forEach(group -> given.putAll(groups.get(group).variables));
        all.forEach(group -> add(files.ofGroup(group), given, encrypted));
        given.putAll(hosts.get(host));
        add(files.ofHost(host), given, encrypted);
        return new HostVariables(host, groupsOf(host), given, encrypted);
    }

    private static void add(VariableFiles.Found found, Map<String, YamlNode> given, Set<Location> encrypted) {
        given.putAll(found.variables());
        encrypted.addAll(found.encrypted());
    }

    /** All groups of a host but {@code all}, the one whose variables count most last. */
    private List<String> groupsOf(String host) {
        Set<String> found = new LinkedHashSet<>();
        groups.values().stream()
                .filter(group -> group.hosts.contains(host))
                .forEach(group -> addWithAncestors(group.name, found));
        found.remove(Group.ALL);
        if (found.size() > 1) {
            found.remove(Group.UNGROUPED);
        }
        return (found.isEmpty() ? Set.of(Group.UNGROUPED) : found)
                .stream()
                        .sorted(Comparator.<String>comparingInt(this::depth)
                                .thenComparing(name -> groups.get(name).priority)
                                .thenComparing(Comparator.naturalOrder()))
                        .toList();
    }

    private void addWithAncestors(String group, Set<String> found) {
        if (found.add(group)) {
            parents.getOrDefault(group, Set.of()).forEach(parent -> addWithAncestors(parent, found));
        }
    }

    // The longest way down from the top.
    private int depth(String group) {
        return parents.getOrDefault(group, Set.of()).stream()
                .mapToInt(parent -> depth(parent) + 1)
                .max()
                .orElse(0);
    }
}
