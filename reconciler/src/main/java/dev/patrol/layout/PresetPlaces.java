package dev.patrol.layout;

import dev.patrol.definition.Layout;
import dev.patrol.layout.LayoutPreset.Names;
import java.util.Optional;

/** The units and paths of each layout. */
final class PresetPlaces {
    private static final String DEBIAN_HOME = "/var/lib/postgresql";
    private static final String EL_HOME = "/var/lib/pgsql";
    private static final String PGPASS = "/.patroni_pgpass";
    private static final Layout.Tools ON_PATH = new Layout.Tools("patroni", "patronictl");

    private PresetPlaces() {}

    // Debian's /etc/patroni/config.yml.in and patroni@.service.
    static Layout debian(Names names) {
        return new Layout(
                new Layout.Units("patroni@" + names.scope(), "postgresql@" + names.scope()),
                new Layout.Paths(
                        "/etc/patroni/" + names.scope() + ".yml",
                        DEBIAN_HOME + "/" + names.folderOfScope(),
                        Optional.of("/etc/postgresql/" + names.folderOfScope()),
                        debianExecutables(names),
                        DEBIAN_HOME + "/" + names.scope() + ".pgpass",
                        ON_PATH));
    }

    static Layout el(Names names) {
        return packagedEl("postgresql-" + names.version(), names);
    }

    static Layout documentedDebian(Names names) {
        String folder = names.version() + "/main";
        return new Layout(
                new Layout.Units("patroni", "postgresql@" + names.version() + "-main"),
                new Layout.Paths(
                        "/etc/patroni/patroni.yaml",
                        DEBIAN_HOME + "/" + folder,
                        Optional.of("/etc/postgresql/" + folder),
                        debianExecutables(names),
                        DEBIAN_HOME + PGPASS,
                        ofPipx(DEBIAN_HOME)));
    }

    static Layout documentedEl(Names names) {
        return new Layout(
                new Layout.Units("patroni", "postgresql-" + names.version()),
                new Layout.Paths(
                        "/etc/patroni/patroni.yaml",
                        elData(names),
                        Optional.empty(),
                        elExecutables(names),
                        EL_HOME + PGPASS,
                        ofPipx(EL_HOME)));
    }

    static Layout packagesDebian(Names names) {
        String folder = names.version() + "/" + names.cluster();
        return new Layout(
                new Layout.Units("patroni@" + names.versioned(), "postgresql@" + names.versioned()),
                new Layout.Paths(
                        "/etc/patroni/" + names.versioned() + ".yml",
                        DEBIAN_HOME + "/" + folder,
                        Optional.of("/etc/postgresql/" + folder),
                        debianExecutables(names),
                        DEBIAN_HOME + PGPASS,
                        ON_PATH));
    }

    static Layout packagesEl(Names names) {
        return packagedEl("pgedge-postgres-" + names.version(), names);
    }

    private static Layout packagedEl(String postgresqlUnit, Names names) {
        return new Layout(
                new Layout.Units("patroni", postgresqlUnit),
                new Layout.Paths(
                        "/etc/patroni/patroni.yml",
                        elData(names),
                        Optional.empty(),
                        elExecutables(names),
                        EL_HOME + PGPASS,
                        ON_PATH));
    }

    private static String elData(Names names) {
        return EL_HOME + "/" + names.version() + "/data";
    }

    private static String debianExecutables(Names names) {
        return "/usr/lib/postgresql/" + names.version() + "/bin";
    }

    private static String elExecutables(Names names) {
        return "/usr/pgsql-" + names.version() + "/bin";
    }

    // Where pipx puts what it installs for the user postgres.
    private static Layout.Tools ofPipx(String home) {
        return new Layout.Tools(home + "/.local/bin/patroni", home + "/.local/bin/patronictl");
    }
}
