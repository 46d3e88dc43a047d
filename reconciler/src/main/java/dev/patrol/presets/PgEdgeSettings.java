package dev.patrol.presets;

import dev.patrol.keys.KeyValues;
import dev.patrol.yaml.YamlNode;
import java.util.List;

/** What pgEdge's layouts take from {@code pgedge}, with the defaults of the role. */
record PgEdgeSettings(KeyValues settings) {
    String user() {
        return settings.text("pgedge.user").orElse("pgedge");
    }

    String backupUser() {
        return settings.text("pgedge.backup_user").orElse("backrest");
    }

    List<String> databases() {
        return settings.has("pgedge.databases") ? texts(settings.items("pgedge.databases")) : List.of("demo");
    }

    List<YamlNode> proxies() {
        return settings.items("pgedge.proxies");
    }

    List<YamlNode> backups() {
        return settings.items("pgedge.backups");
    }

    boolean has(String extension) {
        return !settings.has("pgedge." + extension) || settings.flag("pgedge." + extension);
    }

    private static List<String> texts(List<YamlNode> items) {
        return items.stream().map(item -> String.valueOf(item.plain())).toList();
    }
}
