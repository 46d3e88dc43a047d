package dev.patrol.pgedge;

import java.util.Map;

/** Where things live on a host whose inventory overrides paths of the role. */
record RolePaths(Generation generation, Platform platform, RoleVariables host) {
    void addTo(Map<String, Object> settings) {
        Object version = settings.get("postgresql.version");
        boolean isDebian = platform == Platform.DEBIAN;
        boolean isDocumented = generation == Generation.DOCUMENTED;
        String home = isDebian ? "/var/lib/postgresql" : "/var/lib/pgsql";
        String folder = !isDebian ? "data" : isDocumented ? "main" : host.text("cluster_name");
        put("paths.pgpass", path("pg_home") + "/.patroni_pgpass", home + "/.patroni_pgpass", settings);
        put(
                "paths.bin_dir",
                path("pg_path") + "/bin",
                (isDebian ? "/usr/lib/postgresql/" : "/usr/pgsql-") + version + "/bin",
                settings);
        put("paths.data_dir", dataDir(), home + "/" + version + "/" + folder, settings);
        if (isDocumented) {
            documented(home, settings);
        } else {
            packages(settings);
        }
    }

    String dataDir() {
        return path("pg_data");
    }

    private void documented(String home, Map<String, Object> settings) {
        put(
                "paths.patroni_config",
                path("patroni_config_dir") + "/patroni.yaml",
                "/etc/patroni/patroni.yaml",
                settings);
        String tools = path("patroni_bin_dir");
        put("paths.patroni", tools + "/patroni", home + "/.local/bin/patroni", settings);
        put("paths.patronictl", tools + "/patronictl", home + "/.local/bin/patronictl", settings);
    }

    private void packages(Map<String, Object> settings) {
        String tls = path("patroni_tls_dir");
        put("etcd.cacert", tls + "/ca.crt", "/etc/patroni/tls/ca.crt", settings);
        put("etcd.cert", tls + "/patroni.crt", "/etc/patroni/tls/patroni.crt", settings);
        put("etcd.key", tls + "/patroni.key", "/etc/patroni/tls/patroni.key", settings);
        for (String unused : new String[] {"patroni_config_dir", "patroni_bin_dir"}) {
            if (host.isGiven(unused)) {
                host.problems()
                        .warning(
                                host.place(unused),
                                "the role's generation 'packages' does not take '" + unused
                                        + "' from an inventory; it is"
                                        + " left out (if an older generation built the cluster: --layout documented)");
            }
        }
    }

    private static void put(String key, String value, String otherwise, Map<String, Object> settings) {
        if (!value.equals(otherwise)) {
            settings.put(key, value);
        }
    }

    private String path(String variable) {
        return host.text(variable).replaceAll("/+", "/").replaceFirst("(?<=.)/$", "");
    }
}
