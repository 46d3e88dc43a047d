package dev.patrol.language;

import static dev.patrol.language.Definitions.FLEET;
import static dev.patrol.language.Definitions.at;
import static dev.patrol.language.Definitions.readAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.address.HostPort;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.definition.Scope;
import dev.patrol.problem.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One file with zones is one Patroni cluster for each of them. */
class ZonesTest {
    private static final String TWO_ZONES = """
            cluster: pay
            postgresql: {parameters: {work_mem: 64MB, jit: off}}
            zones:
              1:
                postgresql: {parameters: {jit: null, work_mem: 32MB}}
                nodes:
                  pg1: {address: 10.1.0.1}
                  pg2: {address: 10.1.0.2, postgresql: {parameters: {work_mem: 16MB}}}
                  pg3: {address: 10.1.0.3}
              12:
                restapi: {port: 8009}
                nodes:
                  pg4: {address: 10.2.0.1}
            """;

    @Test
    void eachZoneIsAClusterThatOverridesTheFile() {
        DefinitionSet set = readAll(FLEET, Map.of("clusters/pay.yaml", TWO_ZONES));

        assertEquals(List.of(), set.problems());
        assertEquals(
                List.of("pay-z1", "pay-z12"),
                set.clusters().stream().map(cluster -> cluster.name().value()).toList());
        ClusterDefinition one = set.clusters().get(0);
        ClusterDefinition twelve = set.clusters().get(1);
        assertEquals(Map.of("work_mem", "32MB"), at(one.dynamic(), "postgresql/parameters"));
        assertEquals(Map.of("work_mem", "16MB"), at(one.nodes().get(1).local(), "postgresql/parameters"));
        assertEquals(Map.of("work_mem", "64MB", "jit", false), at(twelve.dynamic(), "postgresql/parameters"));
        assertEquals("10.2.0.1:8009", at(twelve.firstNode().local(), "restapi/connect_address"));
    }

    @Test
    void onTheNodesAllIsNamedAfterTheClusterWithoutItsZone() {
        ClusterDefinition zone = readAll(FLEET, Map.of("clusters/pay.yaml", TWO_ZONES))
                .clusters()
                .get(1);

        assertEquals(new Scope("/postgresql-common/", "17-pay"), zone.scope());
        assertEquals(
                "/var/lib/postgresql/17/pay", zone.firstNode().layout().paths().dataDir());
        assertEquals(
                List.of("10.2.0.1:2379"),
                zone.etcd().hosts().stream().map(HostPort::toString).toList());
    }

    @Test
    void zonesOnOneEtcdNeedScopesOfTheirOwn() {
        String shared = TWO_ZONES + "etcd: {hosts: [10.9.0.1]}\n";

        List<String> problems = problems(shared);

        assertEquals(2, problems.size(), problems::toString);
        assertEquals(
                "clusters/pay.yaml:4:3: clusters 'pay-z12' and 'pay-z1' share the path '/postgresql-common/17-pay/' in"
                        + " one etcd and would fight for one leader key; give one another 'patroni.scope' or"
                        + " 'patroni.namespace' (the other is at clusters/pay.yaml:10:3)",
                problems.get(0));
        assertEquals(List.of(), problems(shared.replace("  12:\n", "  12:\n    patroni: {scope: 17-pay12}\n")));
    }

    @Test
    void aMistakeInOneZoneIsReportedOnceAndStopsAllOfThem() {
        DefinitionSet set =
                readAll(FLEET, Map.of("clusters/pay.yaml", TWO_ZONES.replace("port: 8009", "port: 0") + "hbaa: []\n"));

        assertEquals(
                List.of("pay-z1", "pay-z12"),
                set.broken().stream().map(broken -> broken.name().value()).toList());
        assertEquals(2, set.problems().size(), set.problems()::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            zones: {0: {nodes: {a: {address: 10.0.0.1}}}}       | 2:9: '0' under 'zones' must be a zone: a whole number from 1 to 1023
            zones: {1024: {nodes: {a: {address: 10.0.0.1}}}}    | 2:9: '1024' under 'zones' must be a zone: a whole number from 1 to 1023
            zones: {1: {cluster: x, nodes: {a: {address: a}}}}  | 2:13: 'cluster' under 'zones.1' does not stand here; it is a cluster's own: set it at the top of the cluster's file
            zones: {1: {}}                                      | 2:12: 'nodes' is missing under 'zones.1'; it is a map with at least one entry
            paused: off                                         | 1:1: 'nodes' or 'zones' is missing; write exactly one of them
            """)
    void aZoneThatMakesNoSenseSaysSo(String line, String problem) {
        assertEquals(List.of("clusters/pay.yaml:" + problem), problems("cluster: pay\n" + line + "\n"));
    }

    @Test
    void nodesOfOneNameInTwoZonesAreAllLetIn() {
        ClusterDefinition one = readAll(
                        FLEET.replace("debian", "pgedge-packages-debian"), Map.of("clusters/pay.yaml", """
                        cluster: pay
                        users: {rewind: {name: rw, password: {env: W}}}
                        zones:
                          1: {nodes: {n1: {address: 10.0.1.1, postgresql: {listen: 10.9.9.9}}}}
                          2: {nodes: {n1: {address: 10.0.2.1}}}
                        """))
                .clusters()
                .get(0);

        assertEquals(
                List.of(
                        "local all postgres peer",
                        "host all all 127.0.0.1/32 scram-sha-256",
                        "host demo,postgres pgedge 10.0.1.1/32 scram-sha-256",
                        "host demo,postgres admin 10.0.1.1/32 scram-sha-256",
                        "host demo,postgres pgedge 10.0.2.1/32 scram-sha-256",
                        "host demo,postgres admin 10.0.2.1/32 scram-sha-256",
                        "host demo,postgres admin 10.9.9.9/32 scram-sha-256",
                        "host postgres rw 10.0.1.1/32 scram-sha-256",
                        "host postgres rw 10.9.9.9/32 scram-sha-256",
                        "host postgres,replication replicator 127.0.0.1/32 scram-sha-256",
                        "host postgres,replication replicator 10.0.1.1/32 scram-sha-256",
                        "host postgres,replication replicator 10.9.9.9/32 scram-sha-256"),
                at(one.firstNode().local(), "postgresql/pg_hba"));
    }

    @Test
    void nodesAndZonesExcludeEachOther() {
        assertEquals(
                List.of("clusters/pay.yaml:1:1: 'nodes' and 'zones' stand together; write exactly one of them"),
                problems(TWO_ZONES + "nodes: {pg9: {address: 10.3.0.1}}\n"));
    }

    @Test
    void whatZonesNeedMayStandAtAnyLevel() {
        String bare = "cluster: pay\nzones:\n  1:\n    layout: el\n    postgresql: {version: 16}\n    users:\n"
                + "      superuser: {password: {env: A}}\n    nodes:\n      pg1:\n        address: 10.0.0.1\n"
                + "        users: {replication: {password: {env: B}}}\n";

        assertEquals(
                List.of(),
                readAll("paused: false\n", Map.of("clusters/pay.yaml", bare)).problems());
    }

    private static List<String> problems(String file) {
        return readAll(FLEET, Map.of("clusters/pay.yaml", file)).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
