package dev.patrol.definition;

import dev.patrol.shape.Choice;
import java.util.Optional;

/**
 * Where a platform keeps things, as its packages have it.
 *
 * <p>{@code debian}: postgresql-common's scheme with one instance VERSION-NAME per cluster, which unit, file and folders
 * are named after. {@code el}: one cluster per machine, as PGDG's packages for Enterprise Linux have it.
 */
enum LayoutPreset {
    DEBIAN("debian", "/postgresql-common/"),
    EL("el", "/service/");

    static final Choice KIND = Choice.ofWords("debian", "el");

    /** Debian's Patroni units and scripts split this at its first {@code -}. */
    private static final String INSTANCE_SEPARATOR = "-";

    private final String key;
    private final String namespace;

    LayoutPreset(String key, String namespace) {
        this.key = key;
        this.namespace = namespace;
    }

    static LayoutPreset of(String key) {
        return key.equals(DEBIAN.key) ? DEBIAN : EL;
    }

    String key() {
        return key;
    }

    String namespace() {
        return namespace;
    }

    String scope(String clusterName, long version) {
        return this == DEBIAN ? version + INSTANCE_SEPARATOR + clusterName : clusterName;
    }

    /** The layout of a node whose definition overrides single paths and units. */
    Layout layout(String scope, long version, Settings node) {
        Layout preset = this == DEBIAN ? debian(scope, version) : el(version);
        Layout.Paths paths = preset.paths();
        return new Layout(
                key,
                new Layout.Units(
                        node.text("units.patroni").orElse(preset.units().patroni()),
                        node.text("units.postgresql").orElse(preset.units().postgresql())),
                new Layout.Paths(
                        node.text("paths.patroni_config").orElse(paths.configFile()),
                        node.text("paths.data_dir").orElse(paths.dataDir()),
                        node.text("paths.config_dir").or(paths::configDir),
                        node.text("paths.bin_dir").orElse(paths.binDir()),
                        node.text("paths.pgpass").orElse(paths.pgpass()),
                        new Layout.Tools(
                                node.text("paths.patroni").orElse(paths.tools().patroni()),
                                node.text("paths.patronictl")
                                        .orElse(paths.tools().patronictl()))));
    }

    // Debian's /etc/patroni/config.yml.in and patroni@.service.
    private static Layout debian(String scope, long version) {
        String folder = version + "/" + instanceName(scope);
        return new Layout(
                DEBIAN.key,
                new Layout.Units("patroni@" + scope, "postgresql@" + scope),
                new Layout.Paths(
                        "/etc/patroni/" + scope + ".yml",
                        "/var/lib/postgresql/" + folder,
                        Optional.of("/etc/postgresql/" + folder),
                        "/usr/lib/postgresql/" + version + "/bin",
                        "/var/lib/postgresql/" + scope + ".pgpass",
                        new Layout.Tools("patroni", "patronictl")));
    }

    private static Layout el(long version) {
        return new Layout(
                EL.key,
                new Layout.Units("patroni", "postgresql-" + version),
                new Layout.Paths(
                        "/etc/patroni/patroni.yml",
                        "/var/lib/pgsql/" + version + "/data",
                        Optional.empty(),
                        "/usr/pgsql-" + version + "/bin",
                        "/var/lib/pgsql/.patroni_pgpass",
                        new Layout.Tools("patroni", "patronictl")));
    }

    private static String instanceName(String scope) {
        return scope.substring(scope.indexOf(INSTANCE_SEPARATOR) + 1);
    }

    /**
     * Whether the layout's own tools can work with a scope. Debian's {@code pg_clonecluster_patroni} takes what follows
     * the <em>last</em> dash for the cluster's name and drops the cluster of that name: {@code 17-a-main} would cost
     * the node its {@code 17/main}.
     */
    boolean canHandle(String scope, long version) {
        return this != DEBIAN || scope.matches(version + INSTANCE_SEPARATOR + "[A-Za-z0-9_.]+");
    }
}
