package dev.patrol.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.patrol.parameters.Effect;
import dev.patrol.parameters.ParameterCatalog;
import dev.patrol.parameters.ServerParameters;
import dev.patrol.parameters.Setting;
import dev.patrol.testing.Catalogs;
import dev.patrol.testing.Trees;
import dev.patrol.tree.ConfigTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Whether Patroni writes the server's files and reloads it for another dynamic configuration: only where a parameter is
 * another one to PostgreSQL, or the lists of rules differ (config.py {@code reload_config}).
 */
final class SimulatedReload {
    private static final Map<String, Setting> SETTINGS = settings();

    private SimulatedReload() {}

    static boolean isDue(SimulatedNode node, Map<String, Object> dynamic, boolean isOld) {
        Map<String, Object> before = node.applied.orElse(Map.of());
        return node.runsPostgres()
                && (hasOtherRules(node, before, dynamic, "pg_hba")
                        || hasOtherRules(node, before, dynamic, "pg_ident")
                        || hasOtherParameter(node, before, dynamic, isOld));
    }

    // A list in Patroni's file takes the place of the other one, and without a list the file stays as it is.
    private static boolean hasOtherRules(
            SimulatedNode node, Map<String, Object> before, Map<String, Object> dynamic, String key) {
        Object rules = Trees.map(dynamic, "postgresql").get(key);
        return !Trees.map(node.loaded, "postgresql").containsKey(key)
                && rules != null
                && !rules.equals(Trees.map(before, "postgresql").get(key));
    }

    private static boolean hasOtherParameter(
            SimulatedNode node, Map<String, Object> before, Map<String, Object> dynamic, boolean isOld) {
        SortedMap<String, Object> then = ServerParameters.of(ConfigTree.of(node.loaded), ConfigTree.of(before));
        SortedMap<String, Object> now = ServerParameters.of(ConfigTree.of(node.loaded), ConfigTree.of(dynamic));
        TreeSet<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        return names.stream().anyMatch(name -> {
            boolean isOther = !same(name, then.get(name), now.get(name));
            // The new value is compared with what the server runs with, which since 3.2.2 is not all; one that is taken
            // away is another one in any case.
            boolean isSetBack = now.get(name) != null
                    && ParameterCatalog.effectOf(name) == Effect.RESTART
                    && same(name, node.runningValue(name), now.get(name));
            return isOther && !(isOld && isSetBack);
        });
    }

    private static boolean same(String name, Object a, Object b) {
        if (a == null || b == null) {
            return a == b;
        }
        return String.valueOf(a).equals(String.valueOf(b))
                || Optional.ofNullable(SETTINGS.get(name))
                        .filter(setting -> setting.same(a, b))
                        .isPresent();
    }

    private static Map<String, Setting> settings() {
        JsonArray rows =
                JsonParser.parseString(Catalogs.json(17)).getAsJsonObject().getAsJsonArray("settings");
        Map<String, Setting> settings = new HashMap<>();
        for (JsonElement row : rows) {
            JsonObject setting = row.getAsJsonObject();
            Optional<String> unit = setting.get("unit").isJsonNull()
                    ? Optional.empty()
                    : Optional.of(setting.get("unit").getAsString());
            String name = setting.get("name").getAsString();
            List<String> words = List.of(
                    setting.get("context").getAsString(), setting.get("vartype").getAsString());
            Setting.of(name, words, new Setting.Range(unit, Optional.empty(), Optional.empty()), List.of(), unit)
                    .ifPresent(found -> settings.put(name, found));
        }
        return settings;
    }
}
