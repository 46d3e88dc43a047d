package dev.patrol.settings;

import dev.patrol.address.HostPort;
import dev.patrol.daemon.Schedule;
import dev.patrol.remote.etcd.EtcdSettings;
import dev.patrol.remote.rest.RestSettings;
import dev.patrol.remote.ssh.SshSettings;
import dev.patrol.remote.ssh.SshSettings.Identity;
import dev.patrol.secrets.SecretReference;
import dev.patrol.units.Quantity;
import dev.patrol.yaml.YamlWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Settings as YAML that reads back as the same settings; what may be a secret is masked. */
final class SettingsText {
    private SettingsText() {}

    static String of(Settings settings) {
        Map<String, Object> root = new LinkedHashMap<>();
        // Of a web URL, the user alone may be a token.
        put(root, "repo", settings.repository().map(repo -> repo.replaceFirst("^(https?://)[^/@]*@", "$1***@")));
        put(root, "revision", settings.revision());
        root.put("state_directory", settings.folders().state().toString());
        put(root, "secrets_directory", settings.folders().secrets().map(Path::toString));
        root.put("parallelism", settings.passes().parallelism());
        root.put("ssh", ssh(settings.access().ssh()));
        root.put("git", git(settings.access().git()));
        root.put("rest", rest(settings.access().rest()));
        root.put("etcd", etcd(settings.access().etcd()));
        root.put("schedule", schedule(settings.serving().daemon().schedule()));
        root.put("listen", settings.serving().listen().toString());
        put(root, "metrics_textfile", settings.serving().metricsTextfile().map(Path::toString));
        root.put("limits", limits(settings.passes()));
        root.put(
                "safety",
                Map.of(
                        "maximum_lag",
                        Quantity.textOfBytes(settings.passes().safety().maximumLag())));
        return YamlWriter.writeMasked(root);
    }

    private static Map<String, Object> ssh(SshOptions options) {
        SshSettings settings = options.plain();
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("user", settings.user());
        if (settings.identity() instanceof Identity.KeyFile key) {
            section.put("key", key.path().toString());
        }
        put(section, "passphrase", options.passphrase().map(SettingsText::reference));
        section.put("known_hosts", settings.knownHosts().file().toString());
        section.put("host_key_checking", Words.of(settings.knownHosts().checking()));
        put(section, "jump", settings.jumpHost().map(SettingsText::jumpHost));
        section.put("become", Words.of(settings.become()));
        section.put("connect_timeout", Quantity.text(settings.limits().connect()));
        section.put("command_timeout", Quantity.text(settings.limits().command()));
        return section;
    }

    private static String jumpHost(SshSettings.JumpHost jump) {
        HostPort address = jump.address();
        return jump.user().map(user -> user + "@").orElse("") + address;
    }

    private static Map<String, Object> git(GitOptions options) {
        Map<String, Object> section = new LinkedHashMap<>();
        options.http().ifPresent(token -> {
            section.put("username", token.username());
            section.put("token", reference(token.token()));
        });
        options.ssh().ifPresent(key -> {
            section.put("key", key.file().toString());
            put(section, "passphrase", key.passphrase().map(SettingsText::reference));
            section.put("known_hosts", key.knownHosts().toString());
        });
        section.put("timeout", Quantity.text(options.timeout()));
        return section;
    }

    private static Map<String, Object> rest(RestSettings settings) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("via", Words.of(settings.via()));
        put(section, "ca_file", settings.caFile().map(Path::toString));
        section.put("timeout", Quantity.text(settings.timeout()));
        return section;
    }

    private static Map<String, Object> etcd(EtcdSettings settings) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("via", Words.of(settings.via()));
        put(section, "ca_file", settings.tls().map(tls -> tls.cacert().toString()));
        settings.tls().flatMap(EtcdSettings.TlsFiles::client).ifPresent(client -> {
            section.put("cert_file", client.cert().toString());
            section.put("key_file", client.key().toString());
        });
        section.put("timeout", Quantity.text(settings.timeout()));
        return section;
    }

    private static Map<String, Object> schedule(Schedule schedule) {
        return schedule instanceof Schedule.Cron cron
                ? Map.of("cron", cron.times().expression())
                : Map.of("interval", Quantity.text(((Schedule.Every) schedule).interval()));
    }

    private static Map<String, Object> limits(Settings.Passes passes) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("start", Quantity.text(passes.limits().start()));
        section.put("restart", Quantity.text(passes.limits().restart()));
        section.put("health", Quantity.text(passes.limits().health()));
        return section;
    }

    private static Map<String, Object> reference(SecretReference reference) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (reference instanceof SecretReference.FromEnvironment environment) {
            map.put("env", environment.variable());
        } else if (reference instanceof SecretReference.FromFile file) {
            map.put("file", file.path());
            put(map, "key", file.key());
        }
        return map;
    }

    private static void put(Map<String, Object> map, String key, Optional<?> value) {
        value.ifPresent(present -> map.put(key, present));
    }
}
