package dev.patrol.language;

import static dev.patrol.language.Definitions.FLEET;
import static dev.patrol.language.Definitions.NODES;
import static dev.patrol.language.Definitions.at;
import static dev.patrol.language.Definitions.cluster;
import static dev.patrol.language.Definitions.readAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.address.HostPort;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.definition.DriftPolicy;
import dev.patrol.definition.DriftPolicy.Mode;
import dev.patrol.definition.EtcdEndpoints;
import dev.patrol.definition.KeyPattern;
import dev.patrol.definition.Layout;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.Scope;
import dev.patrol.definition.SshTarget;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problem;
import dev.patrol.secrets.SecretReference;
import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefinitionReaderTest {
    @Test
    void fleetClusterAndNodeOverrideEachOther() {
        DefinitionSet set = readAll(
                FLEET + "restapi: {port: 8001}\ntags: {region: north, noloadbalance: true}\n",
                Map.of("clusters/pay.yaml", """
                        cluster: pay
                        restapi: {port: 8002}
                        tags: {noloadbalance: null}
                        nodes:
                          pg1: {address: 10.0.0.1}
                          pg2: {address: 10.0.0.2, restapi: {port: 8003}, tags: {region: south}}
                        etcd: {hosts: [10.0.0.9]}
                        """));

        ClusterDefinition pay = set.clusters().get(0);
        NodeDefinition first = pay.node(new NodeName("pg1"));
        NodeDefinition second = pay.node(new NodeName("pg2"));
        assertEquals("10.0.0.1:8002", at(first.local(), "restapi/connect_address"));
        assertEquals(Map.of("region", "north"), at(first.local(), "tags"));
        assertEquals("10.0.0.2:8003", at(second.local(), "restapi/connect_address"));
        assertEquals(Map.of("region", "south"), at(second.local(), "tags"));
        assertEquals(List.of(), set.problems());
    }

    @Test
    void sharedParametersGoToTheDcsAndNodesOwnIntoTheirFiles() {
        ClusterDefinition pay = cluster("""
                postgresql: {parameters: {work_mem: 64MB, hot_standby_feedback: on, max_connections: 300}}
                nodes:
                  pg1: {address: 10.0.0.1}
                  pg2: {address: 10.0.0.2, postgresql: {parameters: {work_mem: 128MB}}}
                  pg3: {address: 10.0.0.3}
                """);

        assertEquals(
                Map.of("work_mem", "64MB", "hot_standby_feedback", true, "max_connections", 300L),
                at(pay.dynamic(), "postgresql/parameters"));
        assertEquals(Map.of("work_mem", "128MB"), at(pay.nodes().get(1).local(), "postgresql/parameters"));
        assertTrue(pay.firstNode().local().get(KeyPath.PARAMETERS).isEmpty());
    }

    @Test
    void driftIsHealedUnlessALayerIsObservedOrAKeyIgnored() {
        DriftPolicy drift = cluster("drift: {mode: observe, file: enforce, ignore: [log.*]}\n")
                .policy()
                .drift();

        assertEquals(
                new DriftPolicy(
                        Mode.ENFORCE, Mode.OBSERVE, Mode.OBSERVE, Mode.OBSERVE, List.of(new KeyPattern("log.*"))),
                drift);
        assertEquals(DriftPolicy.DEFAULT, cluster("").policy().drift());
    }

    @Test
    void dynamicConfigurationHasPresets() {
        assertEquals(
                ConfigTree.of(Map.of(
                        "ttl", 30L,
                        "loop_wait", 10L,
                        "retry_timeout", 10L,
                        "maximum_lag_on_failover", 1_048_576L,
                        "postgresql", Map.of("use_pg_rewind", true, "use_slots", true))),
                cluster("").dynamic());
    }

    @Test
    void debianNamesEverythingAfterVersionAndCluster() {
        ClusterDefinition pay = cluster("");
        Layout layout = pay.firstNode().layout();

        assertEquals(new Scope("/postgresql-common/", "17-pay"), pay.scope());
        assertEquals("/postgresql-common/17-pay/", pay.scope().dcsPath());
        assertEquals(new Layout.Units("patroni@17-pay", "postgresql@17-pay"), layout.units());
        assertEquals(
                new Layout.Paths(
                        "/etc/patroni/17-pay.yml",
                        "/var/lib/postgresql/17/pay",
                        Optional.of("/etc/postgresql/17/pay"),
                        "/usr/lib/postgresql/17/bin",
                        "/var/lib/postgresql/17-pay.pgpass",
                        new Layout.Tools("patroni", "patronictl")),
                layout.paths());
    }

    @Test
    void elHasOneClusterPerMachine() {
        ClusterDefinition pay = cluster("layout: el\npostgresql: {version: 16}\n");
        Layout layout = pay.firstNode().layout();

        assertEquals(new Scope("/service/", "pay"), pay.scope());
        assertEquals(new Layout.Units("patroni", "postgresql-16"), layout.units());
        assertEquals("/etc/patroni/patroni.yml", layout.paths().configFile());
        assertEquals("/var/lib/pgsql/16/data", layout.paths().dataDir());
        assertEquals(Optional.empty(), layout.paths().configDir());
    }

    @Test
    void singlePathsAndUnitsOverrideTheLayout() {
        ClusterDefinition pay = cluster("""
                layout: el
                paths: {data_dir: /data/pg, patronictl: /opt/patroni/bin/patronictl}
                units: {patroni: patroni-pay}
                nodes:
                  pg1: {address: 10.0.0.1, paths: {data_dir: /ssd/pg}}
                """);
        NodeDefinition node = pay.firstNode();

        assertEquals("/ssd/pg", node.layout().paths().dataDir());
        assertEquals("/ssd/pg", at(node.local(), "postgresql/data_dir"));
        assertEquals(
                new Layout.Tools("patroni", "/opt/patroni/bin/patronictl"),
                node.layout().paths().tools());
        assertEquals(
                new Layout.Units("patroni-pay", "postgresql-17"), node.layout().units());
    }

    @Test
    void restApiIsReachedFromItsOwnNodeWhereItListens() {
        ClusterDefinition pay = cluster("""
                restapi: {certfile: /etc/patroni/server.crt}
                nodes:
                  pg1: {address: 10.0.0.1}
                  pg2: {address: 10.0.0.2, restapi: {listen: "::"}}
                  pg3: {address: 10.0.0.3, restapi: {listen: 10.0.0.3, port: 9000}}
                """);

        assertEquals(
                List.of("https://127.0.0.1:8008", "https://[::1]:8008", "https://10.0.0.3:9000"),
                pay.nodes().stream().map(node -> node.rest().url()).toList());
    }

    @Test
    void etcdRunsBesideTheNodesUnlessHostsAreNamed() {
        EtcdEndpoints beside = cluster("").etcd();
        EtcdEndpoints named = cluster("etcd: {api: v2, protocol: https, port: 4001, hosts: [a, 'b:2379', '[::1]']}\n")
                .etcd();

        assertEquals(
                List.of(new HostPort("10.0.0.1", 2379), new HostPort("10.0.0.2", 2379), new HostPort("10.0.0.3", 2379)),
                beside.hosts());
        assertEquals(EtcdEndpoints.Api.V3, beside.api());
        assertEquals(
                List.of(new HostPort("a", 4001), new HostPort("b", 2379), new HostPort("::1", 4001)), named.hosts());
        assertEquals(EtcdEndpoints.Api.V2, named.api());
        assertTrue(named.tls().isPresent());
    }

    @Test
    void sshGoesToTheNodesAddressUnlessToldOtherwise() {
        ClusterDefinition pay = cluster("""
                ssh: {user: patrol}
                nodes:
                  pg1: {address: 10.0.0.1}
                  pg2: {address: 10.0.0.2, member: second, ssh: {host: jump.example, port: 2222}}
                  pg3: {address: 10.0.0.3}
                """);

        assertEquals(
                new SshTarget(new HostPort("10.0.0.1", 22), Optional.of("patrol")),
                pay.firstNode().ssh());
        assertEquals(
                new SshTarget(new HostPort("jump.example", 2222), Optional.of("patrol")),
                pay.nodes().get(1).ssh());
        assertEquals("second", pay.nodes().get(1).member());
        assertEquals("second", at(pay.nodes().get(1).local(), "name"));
    }

    @Test
    void passwordsAreReferencesWithTheirPlace() {
        NodeDefinition node = cluster("").firstNode();

        assertEquals(
                new SecretReference.FromEnvironment(new Location("fleet.yaml", 4, 25), "SUPERUSER"),
                at(node.local(), "postgresql/authentication/superuser/password"));
        assertEquals(
                at(node.local(), "postgresql/authentication/superuser"),
                at(node.local(), "postgresql/authentication/rewind"));
    }

    @Test
    void aPlaceOfASecretReplacesTheInheritedOne() {
        NodeDefinition node = cluster("users: {superuser: {password: {file: s.yaml, key: k}}}\n")
                .firstNode();

        assertEquals(
                new SecretReference.FromFile(new Location("clusters/pay.yaml", 2, 31), "s.yaml", Optional.of("k")),
                at(node.local(), "postgresql/authentication/superuser/password"));
    }

    @Test
    void rawKeysComeLastAndNullRemoves() {
        ClusterDefinition pay = cluster("""
                raw:
                  local:
                    log: {level: DEBUG}
                    postgresql: {pgpass_note: null, pg_ctl_timeout: 90}
                    ctl: {authentication: {username: u, password: {secret: {env: CTL}}}}
                  dynamic: {maximum_lag_on_failover: null, loop_wait: 5, synchronous_mode: on}
                nodes:
                  pg1: {address: 10.0.0.1, raw: {local: {log: null}}}
                  pg2: {address: 10.0.0.2}
                  pg3: {address: 10.0.0.3}
                """);

        assertTrue(pay.firstNode().local().get("log").isEmpty());
        assertEquals(Map.of("level", "DEBUG"), at(pay.nodes().get(1).local(), "log"));
        assertEquals(90L, at(pay.firstNode().local(), "postgresql/pg_ctl_timeout"));
        assertEquals(
                "environment variable 'CTL'",
                at(pay.firstNode().local(), "ctl/authentication/password").toString());
        assertTrue(pay.dynamic().get("maximum_lag_on_failover").isEmpty());
        assertEquals(5L, at(pay.dynamic(), "loop_wait"));
        assertEquals(true, at(pay.dynamic(), "synchronous_mode"));
    }

    @Test
    void aBareOffOfTheWatchdogStaysAWord() {
        assertEquals("off", at(cluster("watchdog: {mode: off}\n").firstNode().local(), "watchdog/mode"));
    }

    @Test
    void membersShowEachOtherTheirCertificateWhereTheApiWantsOne() {
        ConfigTree local = cluster("restapi: {certfile: /c, keyfile: /k, cafile: /a, verify_client: required}\n")
                .firstNode()
                .local();

        assertEquals(Map.of("certfile", "/c", "keyfile", "/k", "cacert", "/a"), at(local, "ctl"));
    }

    @Test
    void everyMistakeOfEveryFileShowsAtOnce() {
        DefinitionSet set = readAll(
                FLEET,
                Map.of(
                        "clusters/a.yaml", "cluster: a\nlayuot: el\npatroni: {ttl: 5, loop_wait: 30}\n" + NODES,
                        "clusters/b.yaml", "cluster: [b\n",
                        "clusters/c.yaml", "cluster: c\npaused: maybe\nnodes: {c1: {address: 10.0.1.1}}\n"));

        assertEquals(
                List.of(
                        "clusters/a.yaml:2:1",
                        "clusters/a.yaml:3:16",
                        "clusters/a.yaml:3:30",
                        "clusters/b.yaml:1:10",
                        "clusters/c.yaml:2:9"),
                set.problems().stream()
                        .map(problem -> problem.location().toString())
                        .toList());
        assertEquals(
                List.of("a", "b", "c"),
                set.broken().stream().map(broken -> broken.name().value()).toList());
    }

    @Test
    void aMistakeInTheFleetsDefaultsBreaksEveryCluster() {
        DefinitionSet set = readAll(
                FLEET + "hbaa: []\n",
                Map.of(
                        "clusters/a.yaml",
                        "cluster: a\n" + NODES,
                        "clusters/b.yaml",
                        "cluster: b\nnodes: {b1: {address: 10.0.1.1}}\n"));

        assertEquals(List.of(), set.clusters());
        assertEquals(
                List.of("fleet.yaml:6:1: unknown key 'hbaa'; did you mean 'hba'?"),
                set.problems().stream().map(Problem::toString).toList());
        set.broken().forEach(broken -> assertEquals(set.problems(), broken.problems()));
        assertEquals(2, set.broken().size());
    }

    @Test
    void oneBrokenClusterLeavesTheOthersGood() {
        DefinitionSet set = readAll(
                FLEET, Map.of("clusters/good.yaml", "cluster: good\n" + NODES, "clusters/eu/Ba_d.yml", "nodes: 1\n"));

        assertEquals("good", set.clusters().get(0).name().value());
        assertEquals("ba_d", set.broken().get(0).name().value());
    }

    @Test
    void warningsBreakNothing() {
        DefinitionSet set =
                Definitions.read("patroni: {synchronous_mode: quorum}\nnodes: {pg1: {address: 10.0.0.1}}\n");

        assertEquals(1, set.clusters().size());
        assertEquals(1, set.problems().size());
        assertTrue(set.problems().get(0).toString().startsWith("clusters/pay.yaml:2:29: warning: 'quorum' needs"));
    }

    @Test
    void aRepositoryWithoutClustersSaysWhereTheyAreExpected() {
        assertEquals(
                List.of("clusters/: no cluster is defined; put one *.yaml file for each cluster anywhere below"
                        + " 'clusters/'"),
                readAll(FLEET, Map.of()).problems().stream()
                        .map(Problem::toString)
                        .toList());
    }

    @Test
    void anEmptyFileIsNoCluster() {
        assertEquals(
                List.of("clusters/pay.yaml: the file is empty; define a cluster in it or remove it"),
                readAll(FLEET, Map.of("clusters/pay.yaml", "# nothing yet\n")).problems().stream()
                        .map(Problem::toString)
                        .toList());
    }
}
