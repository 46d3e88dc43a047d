package dev.patrol.pgedge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.authoring.AuthoredCluster;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PgedgeImportTest {
    private static final String USERS = """
            users:
              superuser: {password: {file: secrets/demo.yaml, key: superuser}}
              replication: {password: {file: secrets/demo.yaml, key: replication}}
            """;

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c01-debian-defaults",
                "c02-rocky-defaults",
                "c03-ultra-ha-two-zones",
                "c04-sync-strict-custom-hba",
                "c05-names-ports-proxy-backup-host",
                "c06-hybrid-zones"
            })
    void writesWhatPeopleWouldHaveWritten(String golden) throws IOException {
        Path inventory = Imports.GOLDENS.resolve(golden + "/inventory.yml");

        List<AuthoredCluster> clusters = Imports.read(inventory, Imports.PACKAGES, problems);

        assertEquals(1, clusters.size());
        assertEquals(
                Files.readString(Imports.GOLDENS.resolve(golden + "/definition.yaml")),
                clusters.get(0).definition());
        assertFalse(problems.hasErrors());
    }

    @Test
    void aValueStandsAtTheHighestLevelWhereAllAgree() throws IOException {
        String definition = imported("""
                pgedge:
                  vars: {is_ha_cluster: true, os: Debian, db_password: p, replication_password: r, db_names: [a]}
                  hosts:
                    n1: {ip: 10.0.0.1, zone: 1, pg_port: 5433, pgedge_user: edge}
                    n2: {ip: 10.0.0.2, zone: 1, pg_port: 5433}
                    n3: {ip: 10.0.0.3, zone: 2, db_password: other}
                    n4: {ip: 10.0.0.4, zone: 2, os: RedHat, db_password: other, replication_password: mine}
                """);

        assertEquals("""
                cluster: demo
                postgresql: {version: 17}
                pgedge: {databases: [a]}
                zones:
                  1:
                    layout: pgedge-packages-debian
                    postgresql: {port: 5433}
                    users:
                      superuser: {password: {file: secrets/demo.yaml, key: superuser-zone-1}}
                      replication: {password: {file: secrets/demo.yaml, key: replication-zone-1}}
                    nodes:
                      n1: {address: 10.0.0.1, pgedge: {user: edge}}
                      n2: {address: 10.0.0.2}
                  2:
                    users:
                      superuser: {password: {file: secrets/demo.yaml, key: superuser-zone-2}}
                    nodes:
                      n3:
                        address: 10.0.0.3
                        layout: pgedge-packages-debian
                        users:
                          replication: {password: {file: secrets/demo.yaml, key: replication-node-n3}}
                      n4:
                        address: 10.0.0.4
                        layout: pgedge-packages-el
                        users:
                          replication: {password: {file: secrets/demo.yaml, key: replication-node-n4}}
                """, definition);
    }

    @Test
    void whatPatroniKeepsForAZoneIsWhatItsFirstHostSaid() throws IOException {
        String definition = imported("""
                pgedge:
                  vars: {is_ha_cluster: true, os: Debian, db_password: p, replication_password: r}
                  hosts:
                    n1: {ip: 10.0.0.1, synchronous_mode: true}
                    n2: {ip: 10.0.0.2, synchronous_mode_strict: "on"}
                """);

        assertTrue(definition.contains("\npatroni: {synchronous_mode: true}\n"), definition);
        assertEquals(
                List.of(
                        "hosts.yml:5:5: warning: 'synchronous_mode' of host 'n2' never counted: in zone 1 Patroni took it"
                                + " from the first host, 'n1', and so does the definition",
                        "hosts.yml:5:5: warning: 'synchronous_mode_strict' of host 'n2' never counted: in zone 1 Patroni"
                                + " took it from the first host, 'n1', and so does the definition"),
                Imports.messages(folder, problems));
    }

    @Test
    void theFirstHostOfEachZoneSaysWhatSpockDoesWithExceptions() throws IOException {
        String definition = imported("""
                pgedge:
                  vars: {is_ha_cluster: true, os: Debian, db_password: p, replication_password: r}
                  hosts:
                    n1: {ip: 10.0.0.1, exception_behaviour: discard}
                    n2: {ip: 10.0.0.2}
                    n3: {ip: 10.0.0.3, zone: 2}
                    n4: {ip: 10.0.0.4, zone: 2, exception_behaviour: sub_disable}
                """);

        assertTrue(definition.endsWith("""
                zones:
                  1:
                    pgedge: {exception_behaviour: discard}
                    nodes:
                      n1: {address: 10.0.0.1}
                      n2: {address: 10.0.0.2}
                  2:
                    nodes:
                      n3: {address: 10.0.0.3}
                      n4: {address: 10.0.0.4}
                """), definition);
        assertEquals(
                List.of(
                        "hosts.yml:5:5: warning: 'exception_behaviour' of host 'n2' never counted: in zone 1 Patroni took it"
                                + " from the first host, 'n1', and so does the definition",
                        "hosts.yml:7:5: warning: 'exception_behaviour' of host 'n4' never counted: in zone 2 Patroni took it"
                                + " from the first host, 'n3', and so does the definition"),
                Imports.messages(folder, problems));
    }

    @Test
    void theDcsKeepsThePathsOfTheFirstHostsCertificates() throws IOException {
        String definition = imported("""
                pgedge:
                  vars: {is_ha_cluster: true, os: Debian, db_password: p, replication_password: r}
                  hosts:
                    n1: {ip: 10.0.0.1, pg_data: /srv/one}
                    n2: {ip: 10.0.0.2, pg_data: /srv/two/, pg_port: 5433}
                    n3: {ip: 10.0.0.3, zone: 2, pg_data: /srv/three}
                """);

        assertTrue(definition.endsWith("""
                zones:
                  1:
                    postgresql:
                      parameters: {ssl_cert_file: /srv/one/server.crt, ssl_key_file: /srv/one/server.key}
                    nodes:
                      n1: {address: 10.0.0.1, paths: {data_dir: /srv/one}}
                      n2: {address: 10.0.0.2, paths: {data_dir: /srv/two}, postgresql: {port: 5433}}
                  2:
                    paths: {data_dir: /srv/three}
                    nodes:
                      n3: {address: 10.0.0.3}
                """), definition);
        assertEquals(
                List.of(
                        "hosts.yml:4:5: warning: the hosts of zone 1 differ in 'pg_port': the DCS holds that of the first one,"
                                + " 'n1', which Patroni ignores, and Patrol writes the zone's there; each node keeps its own",
                        "hosts.yml:5:5: warning: host 'n2' has another data directory than the first host of zone 1, 'n1',"
                                + " below which the DCS has 'ssl_cert_file' and 'ssl_key_file' for all of the zone; the"
                                + " definition keeps these: see that the files are there on each host"),
                Imports.messages(folder, problems));
    }

    @Test
    void saysHowAHostIsReached() throws IOException {
        String definition = imported("""
                pgedge:
                  vars: {is_ha_cluster: true, os: Debian, db_password: p, replication_password: r, ansible_user: admin}
                  hosts:
                    n1: {ip: 10.0.0.1, ansible_host: n1.mgmt.example.com, ansible_port: 2222}
                    n2.example.com: {ansible_host: 10.0.0.2, ansible_port: 22, ansible_hostname: db2}
                    10.0.0.3: {ansible_hostname: ip-10-0-0-3}
                """);

        assertTrue(definition.contains("\nssh: {user: admin}\n"), definition);
        assertTrue(definition.endsWith("""
                    nodes:
                      n1: {address: 10.0.0.1, ssh: {host: n1.mgmt.example.com, port: 2222}}
                      n2.example.com: {address: 10.0.0.2, member: db2}
                      10.0.0.3: {address: 10.0.0.3}
                """), definition);
    }

    @Test
    void pathsStandInItOnlyWhereTheInventoryMovesThem() throws IOException {
        String inventory = """
                pgedge:
                  vars:
                    is_ha_cluster: true
                    os: RedHat
                    db_password: p
                    replication_password: r
                    pg_home: /srv/pg/
                    pg_path: "/opt/pg{{ pg_version }}"
                    patroni_config_dir: /srv/patroni
                    patroni_tls_dir: /srv/tls
                  hosts: {n1: {ip: 10.0.0.1}}
                """;

        String definition = imported(inventory);
        assertTrue(
                definition.contains(
                        "\npaths: {data_dir: /srv/pg/17/data, bin_dir: /opt/pg17/bin, pgpass: /srv/pg/.patroni_pgpass}\n"),
                definition);
        assertTrue(
                definition.contains(
                        "\netcd: {cacert: /srv/tls/ca.crt, cert: /srv/tls/patroni.crt, key: /srv/tls/patroni.key}\n"),
                definition);
        assertTrue(
                Imports.messages(folder, problems).get(0).startsWith("hosts.yml:9:25: warning: the role's generation"));
        String documented = Imports.read(
                        folder.resolve("hosts.yml"),
                        new ImportOptions(Generation.DOCUMENTED, Optional.empty()),
                        new Problems())
                .get(0)
                .definition();
        assertTrue(documented.contains("""
                paths:
                  patroni_config: /srv/patroni/patroni.yaml
                  data_dir: /srv/pg/17/data
                  bin_dir: /opt/pg17/bin
                  pgpass: /srv/pg/.patroni_pgpass
                  patroni: /srv/pg/.local/bin/patroni
                  patronictl: /srv/pg/.local/bin/patronictl
                """), documented);
    }

    @Test
    void rulesThatFitNoMapAreLines() throws IOException {
        String definition = imported("""
                pgedge:
                  vars:
                    is_ha_cluster: true
                    os: Debian
                    db_password: p
                    replication_password: r
                    custom_hba_rules:
                      - {users: '"x y"', source: all}
                      - {users: +readers, method: cert clientcert=verify-full}
                      - {contype: local, users: app, source: ''}
                      - {contype: local, users: app, method: peer}
                      - {source: "2001:db8::/32", users: "off"}
                  hosts: {n1: {ip: 10.0.0.1}}
                """);

        assertTrue(definition.contains("""
                hba:
                  - host postgres "x y" all scram-sha-256
                  - host postgres +readers 127.0.0.1/32 cert clientcert=verify-full
                  - {type: local, database: postgres, user: app, method: scram-sha-256}
                  - local postgres app 127.0.0.1/32 peer
                  - {type: host, database: postgres, user: 'off', address: '2001:db8::/32', method: scram-sha-256}
                """), definition);
        assertEquals(
                List.of(
                        "hosts.yml:11:19: warning: the role wrote the address 127.0.0.1/32 into this rule of type local,"
                                + " where PostgreSQL takes it for the method; set 'source' to '' or take another type"),
                Imports.messages(folder, problems));
    }

    @Test
    void proxiesAndBackupServersComeByName() throws IOException {
        String definition = imported("""
                haproxy:
                  hosts: {px10: {ip: 10.1.0.10}, px2: {ip: 10.1.0.2}, other: {ip: 10.1.0.3, zone: 2}, n1: }
                backup:
                  hosts: {bk2: {ip: 10.2.0.2, zone: 2}, bk1: {ip: 10.2.0.1}}
                pgedge:
                  vars: {is_ha_cluster: true, os: Debian, db_password: p, replication_password: r}
                  hosts: {n1: {ip: 10.0.0.1, proxy_node: lb.example.com, backup_host: 10.2.0.1}}
                """);

        assertTrue(definition.contains("pgedge: {backups: [10.2.0.1, 10.2.0.2]}\n"), definition);
        assertTrue(definition.contains("    pgedge: {proxies: [10.0.0.1, 10.1.0.2, 10.1.0.10, lb.example.com]}\n"));
        assertEquals(
                List.of(
                        "hosts.yml:7:42: warning: 'proxy_node' is a name; the role wrote the address that it stood for into"
                                + " pg_hba, Patrol writes the name, which PostgreSQL resolves; write the address if that does not"
                                + " do"),
                Imports.messages(folder, problems));
    }

    @Test
    void twoClustersAreTwoFiles() throws IOException {
        List<AuthoredCluster> clusters = Imports.read(folder, """
                pgedge:
                  vars: {is_ha_cluster: true, os: Debian, db_password: p, replication_password: r}
                  hosts:
                    b1: {ip: 10.0.0.1, cluster_name: beta}
                    a1: {ip: 10.0.0.2, cluster_name: alpha}
                """, problems);

        assertEquals(
                List.of("alpha", "beta"),
                clusters.stream().map(AuthoredCluster::name).toList());
        assertFalse(clusters.get(0).definition().contains("b1"));
        assertEquals(
                List.of(
                        "hosts.yml: warning: the inventory has several clusters (alpha, beta); the role let the hosts of all"
                                + " of them into each other's pg_hba, and Patrol does not: where that is wanted, add rules to"
                                + " 'hba'"),
                Imports.messages(folder, problems));
    }

    @Test
    void passwordsGoToTheSecretsFileExactly() throws IOException {
        List<String> hostile =
                List.of("a'b\"c", "x #y", "k: v", "no", "0123", "pässwörd ✓", "line\n", " blank ", "{{", "*a");
        Path variables = Files.createDirectories(folder.resolve("group_vars")).resolve("all.yml");
        Set<String> definitions = new HashSet<>();
        for (String password : hostile) {
            String yaml = YamlWriter.write(Map.of("db_password", password));
            Files.writeString(variables, yaml.replace(": '{{", ": !unsafe '{{"));

            List<AuthoredCluster> clusters = Imports.read(folder, """
                    pgedge:
                      hosts: {n1: {ip: 10.0.0.1, os: Debian, is_ha_cluster: true, replication_password: 5}}
                    """, problems);

            String secrets = clusters.get(0).secrets().orElseThrow().reveal();
            assertEquals(Map.of("superuser", password, "replication", "5"), Imports.tree(secrets));
            definitions.add(clusters.get(0).definition());
        }
        assertEquals(1, definitions.size(), "a definition does not depend on passwords");
        assertEquals(List.of(), problems.all());
    }

    @Test
    void aPasswordThatOnlyAnsibleKnowsIsLeftToBeAdded() throws IOException {
        Files.createDirectories(folder.resolve("group_vars/pgedge"));
        Files.writeString(folder.resolve("group_vars/pgedge/vault.yml"), "$ANSIBLE_VAULT;1.1;AES256\n6162\n");

        List<AuthoredCluster> clusters = Imports.read(folder, """
                pgedge:
                  vars: {is_ha_cluster: true, os: Debian, db_password: "{{ vault_db_password }}"}
                  hosts: {n1: {ip: 10.0.0.1}}
                """, problems);

        assertEquals(
                List.of(
                        "group_vars/pgedge/vault.yml: warning: the value of 'replication_password' cannot be told: it may"
                                + " stand in this file, which is encrypted with ansible-vault; add it to the secrets file"
                                + " as 'replication'",
                        "hosts.yml:2:56: warning: the value of 'db_password' cannot be told: 'vault_db_password' is not set, or"
                                + " not for all hosts; add it to the secrets file as 'superuser'"),
                Imports.messages(folder, problems));
        assertTrue(clusters.get(0).definition().contains(USERS));
        String secrets = clusters.get(0).secrets().orElseThrow().reveal();
        assertTrue(secrets.lines().allMatch(line -> line.startsWith("#")), secrets);
    }

    @Test
    void aPasswordFromTheEnvironmentStaysThere() throws IOException {
        List<AuthoredCluster> clusters = Imports.read(folder, """
                pgedge:
                  vars:
                    is_ha_cluster: true
                    os: Debian
                    db_password: "{{ lookup('env', 'DB_PASSWORD') }}"
                    replication_password: "{{ lookup('ansible.builtin.env', 'REPL') }}"
                  hosts: {n1: {ip: 10.0.0.1}}
                """, problems);

        assertTrue(clusters.get(0).definition().contains("""
                users:
                  superuser: {password: {env: DB_PASSWORD}}
                  replication: {password: {env: REPL}}
                """));
        assertEquals(Optional.empty(), clusters.get(0).secrets());
        assertEquals(List.of(), problems.all());
    }

    private String imported(String inventory) throws IOException {
        String definition = Imports.read(folder, inventory, problems).get(0).definition();
        assertFalse(problems.hasErrors(), problems.all().toString());
        return definition.lines().filter(line -> !line.startsWith("#")).reduce("", (text, line) -> text + line + "\n");
    }
}
