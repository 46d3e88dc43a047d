package dev.patrol.ansible;

import static java.util.Objects.requireNonNull;

import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
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
    private final Map<String, Integer> depths = new HashMap<>();

    Inventory(InventoryDraft draft, VariableFiles files) {
        this.groups = draft.groups();
        this.hosts = draft.hosts();
        this.places = draft.places();
        this.files = files;
        // As Ansible does in the end: a group that is nowhere below another is a child of "all".
        Set<String> below = new LinkedHashSet<>(Set.of(Group.ALL));
        groups.values().forEach(group -> below.addAll(group.children));
        groups.keySet().stream().filter(name -> !below.contains(name)).forEach(group(Group.ALL).children::add);
        groups.values()
                .forEach(group ->
                        group.children.forEach(child -> parents.computeIfAbsent(child, name -> new LinkedHashSet<>())
                                .add(group.name)));
        measureDepths();
    }

    /** The hosts of a group in the inventory's order: its own, then those of its children; none if it is not there. */
    public List<String> hosts(String group) {
        Set<String> found = new LinkedHashSet<>();
        Set<String> level = groups.containsKey(group) ? Set.of(group) : Set.of();
        while (!level.isEmpty()) {
            Set<String> next = new LinkedHashSet<>();
            for (String name : level) {
                found.addAll(group(name).hosts);
                next.addAll(group(name).children);
            }
            level = next;
        }
        return List.copyOf(found);
    }

    private Group group(String name) {
        return requireNonNull(groups.get(name));
    }

    public Set<String> groups() {
        return groups.keySet();
    }

    public Set<String> hosts() {
        return hosts.keySet();
    }

    /** Where a host of the inventory stands first. */
    public Location place(String host) {
        return requireNonNull(places.get(host));
    }

    /** What is said of a host that is in the inventory. */
    public HostVariables variables(String host) {
        Map<String, YamlNode> given = new LinkedHashMap<>();
        Set<Location> encrypted = new LinkedHashSet<>();
        List<String> all = new ArrayList<>(List.of(Group.ALL));
        all.addAll(groupsOf(host));
        all.forEach(group -> given.putAll(group(group).variables));
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
                        .sorted(Comparator.<String>comparingInt(name -> depths.getOrDefault(name, 0))
                                .thenComparing(name -> group(name).priority)
                                .thenComparing(Comparator.naturalOrder()))
                        .toList();
    }

    // Without recursion: an inventory may nest groups deeper than a stack reaches.
    private void addWithAncestors(String group, Set<String> found) {
        Deque<String> toVisit = new ArrayDeque<>(List.of(group));
        while (!toVisit.isEmpty()) {
            String next = toVisit.pop();
            if (found.add(next)) {
                toVisit.addAll(parents.getOrDefault(next, Set.of()));
            }
        }
    }

    // The longest way down from the top; a group's turn comes after those of all its parents.
    private void measureDepths() {
        Map<String, Integer> parentsLeft = new HashMap<>();
        parents.forEach((group, above) -> parentsLeft.put(group, above.size()));
        Deque<String> ready = new ArrayDeque<>(List.of(Group.ALL));
        while (!ready.isEmpty()) {
            String group = ready.pop();
            int below = depths.getOrDefault(group, 0) + 1;
            for (String child : group(group).children) {
                depths.merge(child, below, Math::max);
                if (parentsLeft.merge(child, -1, Integer::sum) == 0) {
                    ready.add(child);
                }
            }
        }
    }
}
