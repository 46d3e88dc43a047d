package dev.patrol.layout;

import dev.patrol.definition.Layout;
import dev.patrol.keys.KeyValues;
import java.util.Locale;

/**
 * Where a platform keeps things, as its packages have it.
 *
 * <p>{@code debian}: postgresql-common's scheme with one instance VERSION-NAME per cluster, which unit, file and folders
 * are named after. {@code el}: one cluster per machine, as PGDG's packages for Enterprise Linux have it. {@code pgedge-*}:
 * what pgEdge's Ansible collection leaves on a node, in the generation that its documents describe and in its packaged
 * successor, so that a cluster made by it can be taken over as it is.
 */
public enum LayoutPreset {
    DEBIAN("/postgresql-common/"),
    EL("/service/"),
    PGEDGE_DOCUMENTED_DEBIAN("/db/"),
    PGEDGE_DOCUMENTED_EL("/db/"),
    PGEDGE_PACKAGES_DEBIAN("/db/"),
    PGEDGE_PACKAGES_EL("/db/");

    /** Debian's Patroni units and scripts split this at its first {@code -}. */
    private static final String INSTANCE_SEPARATOR = "-";

    private final String namespace;

    LayoutPreset(String namespace) {
        this.namespace = namespace;
    }

    /** What nodes are named after: the cluster's name without its zone, the major version, and Patroni's scope. */
    public record Names(String cluster, long version, String scope) {
        public String versioned() {
            return version + INSTANCE_SEPARATOR + cluster;
        }

        /** The folder of a scope {@code VERSION-NAME} below postgresql-common's. */
        String folderOfScope() {
            return version + "/" + scope.substring(scope.indexOf(INSTANCE_SEPARATOR) + 1);
        }
    }

    public static LayoutPreset of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String namespace() {
        return namespace;
    }

    public boolean isPgEdge() {
        return this != DEBIAN && this != EL;
    }

    /** Layouts of one family differ in nothing but the operating system. */
    public String family() {
        return switch (this) {
            case DEBIAN, EL -> "plain";
            case PGEDGE_DOCUMENTED_DEBIAN, PGEDGE_DOCUMENTED_EL -> "documented";
            case PGEDGE_PACKAGES_DEBIAN, PGEDGE_PACKAGES_EL -> "packages";
        };
    }

    /** Whether clusters are made and cloned by the scripts of Debian's {@code patroni} package. */
    public boolean hasDebianScripts() {
        return this == DEBIAN || this == PGEDGE_PACKAGES_DEBIAN;
    }

    /** The generation of pgEdge's role that keeps etcd behind TLS. */
    public boolean hasEtcdTls() {
        return this == PGEDGE_PACKAGES_DEBIAN || this == PGEDGE_PACKAGES_EL;
    }

    public String scope(String cluster, long version) {
        return switch (this) {
            case DEBIAN, PGEDGE_PACKAGES_DEBIAN, PGEDGE_PACKAGES_EL -> version + INSTANCE_SEPARATOR + cluster;
            case PGEDGE_DOCUMENTED_DEBIAN, PGEDGE_DOCUMENTED_EL -> "pgedge";
            case EL -> cluster;
        };
    }

    /** The layout of a node whose definition overrides single paths and units. */
    public Layout layout(Names names, KeyValues settings) {
        Layout preset = places(names);
        Layout.Paths paths = preset.paths();
        return new Layout(
                new Layout.Units(
                        settings.text("units.patroni").orElse(preset.units().patroni()),
                        settings.text("units.postgresql").orElse(preset.units().postgresql())),
                new Layout.Paths(
                        settings.text("paths.patroni_config").orElse(paths.configFile()),
                        settings.text("paths.data_dir").orElse(paths.dataDir()),
                        settings.text("paths.config_dir").or(paths::configDir),
                        settings.text("paths.bin_dir").orElse(paths.binDir()),
                        settings.text("paths.pgpass").orElse(paths.pgpass()),
                        new Layout.Tools(
                                settings.text("paths.patroni")
                                        .orElse(paths.tools().patroni()),
                                settings.text("paths.patronictl")
                                        .orElse(paths.tools().patronictl()))));
    }

    private Layout places(Names names) {
        return switch (this) {
            case DEBIAN -> PresetPlaces.debian(names);
            case EL -> PresetPlaces.el(names);
            case PGEDGE_DOCUMENTED_DEBIAN -> PresetPlaces.documentedDebian(names);
            case PGEDGE_DOCUMENTED_EL -> PresetPlaces.documentedEl(names);
            case PGEDGE_PACKAGES_DEBIAN -> PresetPlaces.packagesDebian(names);
            case PGEDGE_PACKAGES_EL -> PresetPlaces.packagesEl(names);
        };
    }

    /**
     * Whether the layout's own tools can work with a scope. Debian's {@code pg_clonecluster_patroni} takes what follows
     * the <em>last</em> dash for the cluster's name and drops the cluster of that name: {@code 17-a-main} would cost
     * the node its {@code 17/main}.
     */
    public boolean canHandle(String scope, long version) {
        return !hasDebianScripts() || scope.matches(version + INSTANCE_SEPARATOR + "[A-Za-z0-9_.]+");
    }
}
