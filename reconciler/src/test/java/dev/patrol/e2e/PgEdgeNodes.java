package dev.patrol.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Debian nodes as pgEdge's role leaves them before it brings Patroni: PostgreSQL runs on the first node with data and
 * roles, the others have none; etcd answers under every node's name.
 */
record PgEdgeNodes(Generation generation, Nodes nodes) {
    private static final String SCRIPT = script();
    private static final String TLS = "/etc/patroni/tls/";

    /** The role has lived twice. */
    enum Generation {
        /** As its documents say: Patroni by pipx, one cluster called main, etcd in the clear. */
        DOCUMENTED("main", "patroni", "/etc/patroni/patroni.yaml"),
        /** Version 1.0: Debian's packages and scripts, etcd with mutual TLS. */
        PACKAGES("demo", "patroni@17-demo", "/etc/patroni/17-demo.yml");

        private final String postgresql;
        private final String patroniUnit;
        private final String configFile;

        Generation(String postgresql, String patroniUnit, String configFile) {
            this.postgresql = postgresql;
            this.patroniUnit = patroniUnit;
            this.configFile = configFile;
        }

        String layout() {
            return "pgedge-" + name().toLowerCase(Locale.ROOT) + "-debian";
        }

        String patroniUnit() {
            return patroniUnit;
        }

        String configFile() {
            return configFile;
        }

        String nativeUnit() {
            return "postgresql@17-" + postgresql;
        }
    }

    /** Makes them of nodes that are new. */
    static PgEdgeNodes of(Generation generation, Nodes nodes) {
        PgEdgeNodes role = new PgEdgeNodes(generation, nodes);
        role.call(
                "pg1",
                "first_server",
                "17",
                generation.postgresql,
                Program.SUPERUSER_PASSWORD,
                Program.REPLICATION_PASSWORD);
        switch (generation) {
            case DOCUMENTED -> {
                role.call("pg2", "server_without_data", "17", generation.postgresql);
                role.call("pg3", "server_without_data", "17", generation.postgresql);
                Nodes.NAMES.forEach(node -> role.call(node, "patroni_by_pipx"));
            }
            case PACKAGES -> role.encryptEtcd();
        }
        Nodes.NAMES.forEach(node -> role.call(node, "etcd_answers"));
        return role;
    }

    private void encryptEtcd() {
        List<String> request = new ArrayList<>(List.of("certificates"));
        Nodes.NAMES.forEach(node -> request.add(node + "=" + nodes.address(node)));
        String archive = call("pg1", request.toArray(String[]::new));
        nodes.onAll("systemctl stop etcd");
        Nodes.NAMES.forEach(node -> call(node, "etcd_by_tls", archive));
    }

    /** The cluster {@code demo}, in one zone; quick loops make quick tests. */
    String definition() {
        StringBuilder list = new StringBuilder();
        Nodes.NAMES.forEach(node -> list.append("      %s: {address: %s}%n".formatted(node, nodes.address(node))));
        return """
                cluster: demo
                layout: %s
                postgresql: {version: 17}
                patroni: {ttl: 20, loop_wait: 1, retry_timeout: 3}
                users:
                  superuser: {password: {env: DEMO_SUPERUSER}}
                  replication: {password: {env: DEMO_REPLICATION}}
                pgedge: {databases: [demo], spock: false, snowflake: false}
                zones:
                  1:
                    nodes:
                """.formatted(generation.layout()) + list;
    }

    /** What Patrol itself needs to read etcd, as lines of its settings; the files are put into the folder. */
    String settings(Path folder) {
        if (generation == Generation.DOCUMENTED) {
            return "";
        }
        for (String file : List.of("ca.crt", "patroni.crt", "patroni.key")) {
            Definitions.writeFile(folder.resolve(file), nodes.on("pg1", "cat " + TLS + file) + "\n");
        }
        return "etcd: {ca_file: %1$s/ca.crt, cert_file: %1$s/patroni.crt, key_file: %1$s/patroni.key}%n"
                .formatted(folder);
    }

    /** Runs a function of the script on a node, and returns what it printed. */
    private String call(String node, String... words) {
        List<String> command = new ArrayList<>(List.of("bash", "-euc", SCRIPT + "\n\"$@\"", "pgedge"));
        command.addAll(List.of(words));
        return nodes.lab().exec(node, command.toArray(String[]::new)).strip();
    }

    private static String script() {
        try (var in = PgEdgeNodes.class.getResourceAsStream("pgedge.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
