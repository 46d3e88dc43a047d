package dev.patrol.pgedge;

import dev.patrol.address.Host;
import dev.patrol.ansible.Inventory;
import dev.patrol.definition.NodeName;
import dev.patrol.problem.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns the role's variables of one host into settings of a definition. */
final class HostReader {
    static final String SUPERUSER_PASSWORD = "users.superuser.password";
    static final String REPLICATION_PASSWORD = "users.replication.password";

    private static final Pattern CLUSTER_NAME = Pattern.compile("[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?");
    private static final Set<String> EXCEPTION_BEHAVIOURS = Set.of("discard", "transdiscard", "sub_disable");
    // snowflake.node has ten bits.
    private static final long LAST_ZONE = 1023;

    private final Inventory inventory;
    private final ImportOptions options;
    private final Problems problems;
    private final OtherHosts others;

    HostReader(Inventory inventory, ImportOptions options, Problems problems) {
        this.inventory = inventory;
        this.options = options;
        this.problems = problems;
        this.others = new OtherHosts(inventory, problems);
    }

    ImportedHost read(String name) {
        Platform platform = platform(name);
        RoleVariables host = new RoleVariables(
                inventory.variables(name).withDefaults(RoleDefaults.of(options.generation(), platform)),
                inventory.place(name),
                problems);
        if (!NodeName.PATTERN.matcher(name).matches()) {
            problems.error(
                    host.hostPlace(),
                    "host '" + name + "' cannot be a node's name (letters, digits, '.', - and _); rename it here");
        }
        String cluster = clusterName(host);
        long zone = host.whole("zone", 1, LAST_ZONE);
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("layout", "pgedge-" + options.generation().word() + "-" + platform.word());
        postgresql(host, settings);
        users(host, settings);
        pgedge(host, zone, settings);
        patroni(host, settings);
        RolePaths paths = new RolePaths(options.generation(), platform, host);
        paths.addTo(settings);
        connection(host, settings);
        List<Object> hba = new CustomHbaRules(problems).of(host);
        if (!hba.isEmpty()) {
            settings.put("hba", hba);
        }
        return new ImportedHost(name, host.hostPlace(), cluster, zone, paths.dataDir(), own(host), settings);
    }

    private Platform platform(String name) {
        RoleVariables host = new RoleVariables(
                inventory.variables(name).withDefaults(RoleDefaults.COMMON), inventory.place(name), problems);
        Optional<Platform> found = host.optionalText("os")
                .flatMap(Platform::of)
                .or(() -> host.optionalText("ansible_os_family").flatMap(Platform::of))
                .or(options::platform);
        if (found.isEmpty()) {
            problems.error(
                    host.hostPlace(),
                    "the inventory does not say what host '" + name
                            + "' runs on; set 'os' to Debian or RedHat for it, or" + " give --platform");
        }
        return found.orElse(Platform.DEBIAN);
    }

    private String clusterName(RoleVariables host) {
        String cluster = host.text("cluster_name");
        if (!CLUSTER_NAME.matcher(cluster).matches()) {
            problems.error(
                    host.place("cluster_name"),
                    "'cluster_name' is no name for a cluster in Patrol (lower-case letters, digits, - and _); import"
                            + " under such a name, and set 'patroni.scope' and the paths that hold the old one");
        }
        return cluster;
    }

    private static void postgresql(RoleVariables host, Map<String, Object> settings) {
        settings.put("postgresql.version", host.whole("pg_version", 13, 18));
        long port = host.whole("pg_port", 1, 65_535);
        if (port != Long.parseLong(RoleDefaults.PORT)) {
            settings.put("postgresql.port", port);
        }
    }

    private static void users(RoleVariables host, Map<String, Object> settings) {
        putUnlessDefault(host, "db_user", "users.superuser.name", settings);
        settings.put(SUPERUSER_PASSWORD, host.password("db_password", "superuser"));
        putUnlessDefault(host, "replication_user", "users.replication.name", settings);
        settings.put(REPLICATION_PASSWORD, host.password("replication_password", "replication"));
    }

    private static void putUnlessDefault(
            RoleVariables host, String variable, String key, Map<String, Object> settings) {
        String value = host.role(variable);
        if (!value.equals(RoleDefaults.COMMON.get(variable))) {
            settings.put(key, value);
        }
    }

    private void pgedge(RoleVariables host, long zone, Map<String, Object> settings) {
        List<String> databases = host.texts("db_names");
        if (!databases.equals(RoleDefaults.COMMON.get("db_names"))) {
            settings.put("pgedge.databases", databases);
        }
        putUnlessDefault(host, "pgedge_user", "pgedge.user", settings);
        putUnlessDefault(host, "backup_user", "pgedge.backup_user", settings);
        exceptionBehaviour(host, settings);
        List<String> proxies = others.proxies(host, zone);
        if (!proxies.isEmpty()) {
            settings.put("pgedge.proxies", proxies);
        }
        List<String> backups = others.backups(host);
        if (!backups.isEmpty()) {
            settings.put("pgedge.backups", backups);
        }
    }

    private void exceptionBehaviour(RoleVariables host, Map<String, Object> settings) {
        String behaviour = host.text("exception_behaviour");
        if (!EXCEPTION_BEHAVIOURS.contains(behaviour)) {
            problems.warning(
                    host.place("exception_behaviour"),
                    "'exception_behaviour' is none of discard, transdiscard and sub_disable, so the role took transdiscard"
                            + " without a word; that is in effect, and the definition says the same");
        } else if (!behaviour.equals(RoleDefaults.COMMON.get("exception_behaviour"))) {
            settings.put("pgedge.exception_behaviour", behaviour);
        }
    }

    private static void patroni(RoleVariables host, Map<String, Object> settings) {
        for (String key : List.of("synchronous_mode", "synchronous_mode_strict")) {
            if (host.isTrue(key)) {
                settings.put("patroni." + key, true);
            }
        }
    }

    private static void connection(RoleVariables host, Map<String, Object> settings) {
        host.optionalText("ansible_port")
                .or(() -> host.optionalText("ansible_ssh_port"))
                .filter(port -> !port.equals("22") && port.matches("[0-9]{1,5}"))
                .ifPresent(port -> settings.put("ssh.port", Long.valueOf(port)));
        host.optionalText("ansible_user")
                .or(() -> host.optionalText("ansible_ssh_user"))
                .ifPresent(user -> settings.put("ssh.user", user));
    }

    private static Map<String, Object> own(RoleVariables host) {
        Map<String, Object> own = new LinkedHashMap<>();
        String address = HostAddress.of(host).orElse("");
        own.put("address", address);
        host.optionalText("ansible_hostname")
                .filter(name -> !name.equals(memberName(host.host())))
                .ifPresent(name -> own.put("member", name));
        HostAddress.connection(host)
                .filter(connection -> !connection.equals(address))
                .ifPresent(connection -> own.put("ssh.host", connection));
        return own;
    }

    /** What the layouts call a member: the host's short name, which an address has none of. */
    private static String memberName(String node) {
        if (Host.isIpv4(node)) {
            return "ip-" + node.replace('.', '-');
        }
        int dot = node.indexOf('.');
        return dot < 0 ? node : node.substring(0, dot);
    }
}
