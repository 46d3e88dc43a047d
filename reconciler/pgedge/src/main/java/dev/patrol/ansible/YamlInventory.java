package dev.patrol.ansible;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An inventory file in YAML: groups with {@code hosts}, {@code vars} and {@code children}. */
final class YamlInventory {
    private static final List<String> SECTIONS = List.of("hosts", "vars", "children");
    private static final Set<Object> NOTHING = Set.of("", false, 0L);

    private final InventoryDraft draft;
    private final Problems problems;

    private YamlInventory(InventoryDraft draft) {
        this.draft = draft;
        this.problems = draft.problems();
    }

    static void read(YamlMap file, InventoryDraft draft) {
        if (file.get("plugin").isPresent()) {
            draft.problems()
                    .error(
                            file.location(),
                            "this configures an inventory plugin, which only Ansible can run; "
                                    + InventoryReader.LISTED);
            return;
        }
        YamlInventory inventory = new YamlInventory(draft);
        file.entries().forEach(inventory::group);
    }

    private void group(String name, YamlMap.Entry entry) {
        if (isNothing(entry.value())) {
            draft.group(name);
            return;
        }
        if (!(entry.value() instanceof YamlMap sections)) {
            problems.warning(
                    entry.keyLocation(),
                    "'" + name + "' is no group, since its value is no map; Ansible skips it, and so does Patrol");
            return;
        }
        draft.group(name);
        warnOfOthers(name, sections);
        section(sections, "vars").forEach((variable, value) -> draft.setVariable(name, variable, value.value()));
        section(sections, "hosts").forEach((pattern, value) -> hosts(name, pattern, value));
        section(sections, "children").forEach((child, value) -> {
            group(child, value);
            draft.addChild(name, child, value.keyLocation());
        });
    }

    private void warnOfOthers(String name, YamlMap sections) {
        sections.entries().forEach((key, entry) -> {
            if (!SECTIONS.contains(key)) {
                problems.warning(
                        entry.keyLocation(),
                        "Ansible skips '" + key + "' in group '" + name + "', where it knows hosts, vars and children;"
                                + " move a variable below 'vars'");
            }
        });
    }

    private Map<String, YamlMap.Entry> section(YamlMap group, String name) {
        YamlMap.Entry entry = group.entries().get(name);
        if (entry == null || isNothing(entry.value())) {
            return Map.of();
        }
        if (entry.value() instanceof YamlMap map) {
            return map.entries();
        }
        if (entry.value() instanceof YamlScalar scalar && scalar.value() instanceof String text) {
            Location place = scalar.location();
            return Map.of(text, new YamlMap.Entry(place, new YamlScalar(place, null)));
        }
        problems.error(entry.value().location(), "'" + name + "' must be a map; end each name below it with ':'");
        return Map.of();
    }

    private void hosts(String group, String pattern, YamlMap.Entry entry) {
        Map<String, YamlNode> variables = new LinkedHashMap<>();
        if (entry.value() instanceof YamlMap map) {
            map.entries().forEach((name, variable) -> variables.put(name, variable.value()));
        } else if (!isNothing(entry.value())) {
            problems.error(
                    entry.value().location(), "the variables of host '" + pattern + "' must be a map of name: value");
        }
        draft.addHosts(group, pattern, entry.keyLocation(), variables);
    }

    // Ansible takes every empty value for none.
    private static boolean isNothing(YamlNode value) {
        return value instanceof YamlScalar scalar && (scalar.value() == null || NOTHING.contains(scalar.value()));
    }
}
