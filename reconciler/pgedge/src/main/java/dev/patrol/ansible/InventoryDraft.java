package dev.patrol.ansible;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that the inventory's files say, while they are read one after the other; later ones add to earlier ones. */
final class InventoryDraft {
    // Read from the inventory's own files only, as Ansible does; in group_vars it is a variable like any other.
    private static final String PRIORITY = "ansible_group_priority";

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Map<String, YamlNode>> hosts = new LinkedHashMap<>();
    private final Map<String, Location> places = new LinkedHashMap<>();
    private final Set<String> below = new HashSet<>();
    private final Problems problems;

    InventoryDraft(Problems problems) {
        this.problems = problems;
        group(Group.ALL);
        group(Group.UNGROUPED);
    }

    Problems problems() {
        return problems;
    }

    Map<String, Group> groups() {
        return groups;
    }

    /** Every host with the variables that the inventory's own files give it. */
    Map<String, Map<String, YamlNode>> hosts() {
        return hosts;
    }

    /** Where each host stands first. */
    Map<String, Location> places() {
        return places;
    }

    Group group(String name) {
        return groups.computeIfAbsent(name, Group::new);
    }

    void addChild(String parent, String child, Location place) {
        boolean mayLoop = parent.equals(child) || below.contains(parent);
        if (child.equals(Group.ALL) || (mayLoop && withDescendants(child).contains(parent))) {
            problems.error(
                    place, "group '" + child + "' cannot be below '" + parent + "', which is below it; end the loop");
        } else {
            group(child);
            group(parent).children.add(child);
            below.add(child);
        }
    }

    // Without recursion: an inventory may nest groups deeper than a stack reaches.
    private Set<String> withDescendants(String name) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> toVisit = new ArrayDeque<>(List.of(name));
        while (!toVisit.isEmpty()) {
            String next = toVisit.pop();
            if (found.add(next)) {
                toVisit.addAll(group(next).children);
            }
        }
        return found;
    }

    void setVariable(String group, String variable, YamlNode value) {
        if (!variable.equals(PRIORITY)) {
            group(group).variables.put(variable, value);
        } else {
            priority(value)
                    .ifPresentOrElse(
                            number -> group(group).priority = number,
                            () -> problems.error(value.location(), PRIORITY + " must be a whole number"));
        }
    }

    private static Optional<Long> priority(YamlNode value) {
        boolean isWhole = value instanceof YamlScalar scalar
                && String.valueOf(scalar.value()).matches("-?[0-9]{1,9}");
        return isWhole ? Optional.of(Long.valueOf(String.valueOf(value.plain()))) : Optional.empty();
    }

    /** A line or key for hosts: one, or a range of them, each with these variables. */
    void addHosts(String group, String pattern, Location place, Map<String, YamlNode> variables) {
        HostPattern hostPattern;
        try {
            hostPattern = HostPattern.parse(pattern);
        } catch (IllegalArgumentException e) {
            problems.error(place, "'" + pattern + "' is no host or range of hosts: " + e.getMessage());
            return;
        }
        for (String host : hostPattern.names()) {
            Map<String, YamlNode> known = hosts.get(host);
            if (known == null) {
                known = new LinkedHashMap<>();
                hosts.put(host, known);
                places.put(host, place);
                Map<String, YamlNode> fresh = known;
                hostPattern.port().ifPresent(port -> fresh.put("ansible_port", new YamlScalar(place, port)));
            }
            known.putAll(variables);
            group(group).hosts.add(host);
        }
    }
}
