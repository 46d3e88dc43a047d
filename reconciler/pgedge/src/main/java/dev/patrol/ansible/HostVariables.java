package dev.patrol.ansible;

import dev.patrol.problem.Location;
import dev.patrol.yaml.TaggedText;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The variables of one host, with their Jinja evaluated as far as that goes without running Ansible. */
public final class HostVariables {
    private final String host;
    private final List<String> groups;
    private final Map<String, YamlNode> given;
    private final Set<Location> encrypted;
    private final Map<String, YamlNode> defaults;

    HostVariables(String host, List<String> groups, Map<String, YamlNode> given, Set<Location> encrypted) {
        this(host, groups, given, encrypted, Map.of());
    }

    private HostVariables(
            String host,
            List<String> groups,
            Map<String, YamlNode> given,
            Set<Location> encrypted,
            Map<String, YamlNode> defaults) {
        this.host = host;
        this.groups = groups;
        this.given = given;
        this.encrypted = encrypted;
        this.defaults = defaults;
    }

    /** The same host with a role's defaults, which count where the inventory says nothing; they may hold Jinja. */
    public HostVariables withDefaults(Map<String, Object> roleDefaults) {
        Map<String, YamlNode> nodes = new HashMap<>();
        roleDefaults.forEach((name, value) -> nodes.put(name, node(value)));
        return new HostVariables(host, groups, given, encrypted, nodes);
    }

    private static YamlNode node(Object value) {
        return value instanceof List<?> list
                ? new YamlList(
                        Location.NOWHERE, list.stream().map(HostVariables::node).toList())
                : new YamlScalar(Location.NOWHERE, value);
    }

    public String host() {
        return host;
    }

    /** Files of variables for this host that are encrypted as a whole, so that nobody can tell what they set. */
    public Set<Location> encrypted() {
        return encrypted;
    }

    /** Where the inventory sets a variable; empty where it does not. */
    public Optional<Location> place(String variable) {
        return Optional.ofNullable(given.get(variable)).map(YamlNode::location);
    }

    /** The value that holds for this host; empty where neither the inventory nor a default sets one. */
    public Optional<Answer> find(String variable) {
        return find(variable, new Lookup());
    }

    /** The host name up to its first dot, as Ansible's {@code inventory_hostname_short}. */
    private String shortName() {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }

    Optional<Answer> find(String variable, Lookup lookup) {
        Optional<YamlNode> raw = raw(variable);
        if (raw.isEmpty()) {
            return Optional.empty();
        }
        if (!lookup.begin(variable)) {
            String circle = String.join("', '", lookup.asked());
            String reason = lookup.asked().size() == 1 ? "' is made of itself" : "' are made of each other";
            return Optional.of(new Answer.Unknown(raw.get().location(), "'" + circle + reason));
        }
        Answer answer = evaluate(raw.get(), variable, lookup);
        lookup.end(variable);
        return Optional.of(answer);
    }

    // What Ansible itself sets cannot be set by an inventory.
    private Optional<YamlNode> raw(String variable) {
        return switch (variable) {
            case "inventory_hostname" -> Optional.of(node(host));
            case "inventory_hostname_short" -> Optional.of(node(shortName()));
            case "group_names" -> Optional.of(node(groups.stream().sorted().toList()));
            default -> Optional.ofNullable(given.get(variable)).or(() -> Optional.ofNullable(defaults.get(variable)));
        };
    }

    private Answer evaluate(YamlNode node, String variable, Lookup lookup) {
        lookup.spend(Lookup.ONE_VALUE);
        if (lookup.isTooMuch()) {
            return new Answer.Unknown(node.location(), "it is made of too many others");
        }
        if (node instanceof YamlMap map) {
            return evaluate(map, variable, lookup);
        }
        if (node instanceof YamlList list) {
            return evaluate(list, variable, lookup);
        }
        Object value = ((YamlScalar) node).value();
        if (value instanceof TaggedText tagged) {
            return tagged.tag().equals("!unsafe")
                    ? new Answer.Known(new YamlScalar(node.location(), tagged.text()))
                    : new Answer.Unknown(
                            node.location(),
                            tagged.tag().startsWith("!vault")
                                    ? "'" + variable + "' is encrypted with ansible-vault"
                                    : "'" + variable + "' has a tag that Patrol does not know");
        }
        return value instanceof String text && Template.isOne(text)
                ? new Template(node.location(), this, lookup).evaluate(text)
                : new Answer.Known(node);
    }

    private Answer evaluate(YamlMap map, String variable, Lookup lookup) {
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
        for (Map.Entry<String, YamlMap.Entry> entry : map.entries().entrySet()) {
            Answer answer = evaluate(entry.getValue().value(), variable, lookup);
            if (!(answer instanceof Answer.Known known)) {
                return answer;
            }
            entries.put(entry.getKey(), new YamlMap.Entry(entry.getValue().keyLocation(), known.value()));
        }
        return new Answer.Known(new YamlMap(map.location(), entries));
    }

    private Answer evaluate(YamlList list, String variable, Lookup lookup) {
        List<YamlNode> items = new ArrayList<>();
        for (YamlNode item : list.items()) {
            Answer answer = evaluate(item, variable, lookup);
            if (!(answer instanceof Answer.Known known)) {
                return answer;
            }
            items.add(known.value());
        }
        return new Answer.Known(new YamlList(list.location(), items));
    }
}
