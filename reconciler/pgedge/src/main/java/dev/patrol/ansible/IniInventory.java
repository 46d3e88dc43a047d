package dev.patrol.ansible;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An inventory file in Ansible's own INI notation: {@code [group]}, {@code [group:vars]}, {@code [group:children]}. */
final class IniInventory {
    private static final Pattern SECTION = Pattern.compile("\\[([^:\\]\\s]+)(?::(\\w+))?\\]\\s*(?:#.*)?");
    private static final Pattern GROUP_NAME = Pattern.compile("([^:\\]\\s]+)\\s*(?:#.*)?");

    private final String file;
    private final InventoryDraft draft;
    private final Problems problems;

    /** Groups that a section or a host's line stands for, and those that are only spoken of, with the first place. */
    private final Set<String> declared = new LinkedHashSet<>(Set.of(Group.ALL, Group.UNGROUPED));

    private final Map<String, Location> spokenOf = new LinkedHashMap<>();
    private String group = Group.UNGROUPED;
    private String kind = "hosts";

    private IniInventory(String file, InventoryDraft draft) {
        this.file = file;
        this.draft = draft;
        this.problems = draft.problems();
    }

    static void read(String file, String text, InventoryDraft draft) {
        IniInventory inventory = new IniInventory(file, draft);
        inventory.declared.addAll(draft.groups().keySet());
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            inventory.line(i + 1, lines.get(i));
        }
        inventory.spokenOf.forEach((group, place) -> {
            if (!inventory.declared.contains(group)) {
                inventory.problems.error(
                        place, "no section [" + group + "] stands in this file; add it, or remove this");
            }
        });
    }

    private void line(int number, String whole) {
        String line = whole.strip();
        Location place = new Location(file, number, 1 + whole.indexOf(line));
        if (line.isEmpty() || line.startsWith(";") || line.startsWith("#")) {
            return;
        }
        Matcher section = SECTION.matcher(line);
        if (section.matches()) {
            begin(section, place);
        } else if (line.startsWith("[") && line.endsWith("]")) {
            problems.error(
                    place, "this is no section; write [group], [group:vars] or [group:children], without blanks");
        } else if (kind.equals("vars")) {
            variable(line, place);
        } else if (kind.equals("children")) {
            child(line, place);
        } else {
            hosts(line, place);
        }
    }

    private void begin(Matcher section, Location place) {
        group = section.group(1);
        kind = section.group(2) == null ? "hosts" : section.group(2);
        if (!List.of("hosts", "vars", "children").contains(kind)) {
            problems.error(place, "'" + kind + "' is no kind of section; write 'vars' or 'children', or nothing");
        }
        draft.group(group);
        if (kind.equals("vars")) {
            spokenOf.putIfAbsent(group, place);
        } else {
            declared.add(group);
        }
    }

    private void variable(String line, Location place) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            problems.error(place, "a line below [" + group + ":vars] is 'name = value'");
            return;
        }
        String value = line.substring(equals + 1).strip();
        int index = value.isEmpty() ? equals : line.indexOf(value, equals + 1);
        draft.setVariable(group, line.substring(0, equals).strip(), PythonLiteral.read(shifted(place, index), value));
    }

    private void child(String line, Location place) {
        Matcher name = GROUP_NAME.matcher(line);
        if (name.matches()) {
            spokenOf.putIfAbsent(name.group(1), place);
            draft.addChild(group, name.group(1), place);
        } else {
            problems.error(place, "a line below [" + group + ":children] is the name of one group");
        }
    }

    private void hosts(String line, Location place) {
        List<ShellWords.Word> words;
        try {
            words = ShellWords.split(line);
        } catch (IllegalArgumentException e) {
            problems.error(place, "this line cannot be taken apart: " + e.getMessage());
            return;
        }
        Map<String, YamlNode> variables = new LinkedHashMap<>();
        for (ShellWords.Word word : words.subList(1, words.size())) {
            int equals = word.text().indexOf('=');
            Location at = shifted(place, word.index());
            if (equals < 0) {
                problems.error(
                        at, "what follows a host is name=value; remove the blanks around '=', or quote the value");
            } else {
                variables.put(
                        word.text().substring(0, equals),
                        PythonLiteral.read(at, word.text().substring(equals + 1)));
            }
        }
        draft.addHosts(group, words.get(0).text(), place, variables);
    }

    private static Location shifted(Location place, int characters) {
        return new Location(place.file(), place.line(), place.column() + characters);
    }
}
