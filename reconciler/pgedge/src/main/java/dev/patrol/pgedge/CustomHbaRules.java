package dev.patrol.pgedge;

import dev.patrol.hba.HbaWords;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The {@code custom_hba_rules} of a host, as rules of a definition: maps where they fit, lines where not. */
record CustomHbaRules(Problems problems) {
    private static final Pattern FIELD = Pattern.compile("[^\\u0000-\\u0020\"#,]+");
    private static final Pattern CONTROL = Pattern.compile("[\\u0000-\\u0008\\u000a-\\u001f]");

    /** The five fields as the role pasted them side by side. */
    private record Rule(String type, String database, String user, String address, String method) {
        String line() {
            return String.join(
                    " ",
                    address.isEmpty()
                            ? List.of(type, database, user, method)
                            : List.of(type, database, user, address, method));
        }
    }

    List<Object> of(RoleVariables host) {
        List<Object> rules = new ArrayList<>();
        for (YamlNode item : host.items("custom_hba_rules")) {
            if (item instanceof YamlMap map) {
                rule(map).ifPresent(rules::add);
            } else {
                problems.error(item.location(), "an entry of 'custom_hba_rules' must be a map, such as {users: app}");
            }
        }
        return rules;
    }

    private Optional<Object> rule(YamlMap map) {
        Optional<String> type = field(map, "contype", "host");
        Optional<String> database = field(map, "databases", "postgres");
        Optional<String> user = field(map, "users", "postgres");
        Optional<String> address = field(map, "source", "127.0.0.1/32");
        Optional<String> method = field(map, "method", "scram-sha-256");
        if (type.isEmpty() || database.isEmpty() || user.isEmpty() || address.isEmpty() || method.isEmpty()) {
            return Optional.empty();
        }
        Rule rule = new Rule(type.get(), database.get(), user.get(), address.get(), method.get());
        if (!HbaWords.TYPES.contains(rule.type())) {
            problems.error(place(map, "contype"), "'contype' must be one of PostgreSQL's, such as host or hostssl");
            return Optional.empty();
        }
        if (rule.type().equals("local") && !rule.address().isEmpty()) {
            problems.warning(
                    place(map, "contype"),
                    "the role wrote the address " + rule.address() + " into this rule of type local, where PostgreSQL"
                            + " takes it for the method; set 'source' to '' or take another type");
        }
        return Optional.of(fitsMap(rule) ? asMap(rule) : rule.line());
    }

    private Optional<String> field(YamlMap rule, String name, String otherwise) {
        Optional<YamlNode> value = rule.get(name);
        if (value.isEmpty()) {
            return Optional.of(otherwise);
        }
        Object plain = value.get() instanceof YamlScalar scalar ? scalar.value() : value.get();
        boolean isText = plain instanceof String text && !CONTROL.matcher(text).find();
        if (!isText && !(plain instanceof Long)) {
            problems.error(
                    value.get().location(),
                    "'" + name + "' must be a text of one line, several names with commas between them");
            return Optional.empty();
        }
        return Optional.of(String.valueOf(plain));
    }

    private static Location place(YamlMap rule, String field) {
        return rule.get(field).map(YamlNode::location).orElse(rule.location());
    }

    private static boolean fitsMap(Rule rule) {
        boolean isLocal = rule.type().equals("local");
        return HbaWords.METHODS.contains(rule.method())
                && areNames(rule.database())
                && areNames(rule.user())
                && (isLocal
                        ? rule.address().isEmpty()
                        : FIELD.matcher(rule.address()).matches());
    }

    private static boolean areNames(String field) {
        return Arrays.stream(field.split(",", -1))
                .allMatch(name -> FIELD.matcher(name).matches());
    }

    private static Map<String, Object> asMap(Rule rule) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", rule.type());
        map.put("database", oneOrMany(rule.database()));
        map.put("user", oneOrMany(rule.user()));
        if (!rule.address().isEmpty()) {
            map.put("address", rule.address());
        }
        map.put("method", rule.method());
        return map;
    }

    private static Object oneOrMany(String field) {
        return field.contains(",") ? List.of(field.split(",")) : field;
    }
}
