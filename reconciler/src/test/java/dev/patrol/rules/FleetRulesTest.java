package dev.patrol.rules;

import static dev.patrol.language.Definitions.FLEET;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.definition.DefinitionSet;
import dev.patrol.language.Definitions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What two clusters, or two nodes, cannot both have. */
class FleetRulesTest {
    @Test
    void aNameBelongsToOneCluster() {
        DefinitionSet set = read(
                "cluster: pay\npatroni: {scope: 17-a}\nnodes: {a1: {address: 10.0.0.1}}\n",
                "cluster: pay\npatroni: {scope: 17-b}\nnodes: {b1: {address: 10.0.0.2}}\n");

        assertEquals(
                List.of(
                        "clusters/a.yaml:1:10: a second cluster is named 'pay'; give each a name of its own (the other is at"
                                + " clusters/b.yaml:1:10)",
                        "clusters/b.yaml:1:10: a second cluster is named 'pay'; give each a name of its own (the other is at"
                                + " clusters/a.yaml:1:10)"),
                problems(set));
        assertEquals(2, set.broken().size());
    }

    @Test
    void aScopeOfOneEtcdBelongsToOneCluster() {
        String shared = "etcd: {hosts: [etcd1, etcd2, etcd3]}\npatroni: {scope: 17-x}\n";
        DefinitionSet set = read(
                "cluster: a\n" + shared + "nodes: {a1: {address: 10.0.0.1}}\n",
                "cluster: b\n" + shared + "nodes: {b1: {address: 10.0.0.2}}\n");

        assertEquals(
                List.of(
                        "clusters/a.yaml:1:10: clusters 'b' and 'a' share the path '/postgresql-common/17-x/' in one etcd and"
                                + " would fight for one leader key; give one another 'patroni.scope' or"
                                + " 'patroni.namespace' (the other is at clusters/b.yaml:1:10)",
                        "clusters/b.yaml:1:10: clusters 'b' and 'a' share the path '/postgresql-common/17-x/' in one etcd and"
                                + " would fight for one leader key; give one another 'patroni.scope' or"
                                + " 'patroni.namespace' (the other is at clusters/a.yaml:1:10)"),
                problems(set));
        assertEquals(2, set.broken().size());
    }

    @Test
    void oneScopeInTwoEtcdsIsNoConflict() {
        DefinitionSet set = read(
                "cluster: a\npatroni: {scope: 17-x}\nnodes: {a1: {address: 10.0.0.1}}\n",
                "cluster: b\npatroni: {scope: 17-x}\nnodes: {b1: {address: 10.0.0.2}}\n");

        assertEquals(List.of(), problems(set));
    }

    @Test
    void oneMachineInTwoClustersNeedsPortsOfItsOwn() {
        DefinitionSet set = read(
                "cluster: a\nnodes: {n1: {address: 10.0.0.1}}\n", "cluster: b\nnodes: {n1: {address: 10.0.0.1}}\n");

        assertEquals(
                List.of(
                        "clusters/a.yaml:2:9: node 'n1' of 'a' and node 'n1' of 'b' both have the PostgreSQL address"
                                + " 10.0.0.1:5432; change one, or remove the node that is written twice (the other is at"
                                + " clusters/b.yaml:2:9)",
                        "clusters/b.yaml:2:9: node 'n1' of 'a' and node 'n1' of 'b' both have the PostgreSQL address"
                                + " 10.0.0.1:5432; change one, or remove the node that is written twice (the other is at"
                                + " clusters/a.yaml:2:9)"),
                problems(set));
    }

    @Test
    void twoClustersFitOnOneMachine() {
        DefinitionSet set = read(
                "cluster: a\nnodes: {n1: {address: 10.0.0.1}}\n",
                "cluster: b\npostgresql: {port: 5433}\nrestapi: {port: 8009}\nnodes: {n1: {address: 10.0.0.1}}\n");

        assertEquals(List.of(), problems(set));
    }

    @Test
    void aNodeWrittenTwiceInOneClusterIsReportedOnce() {
        DefinitionSet set = read(
                "cluster: a\netcd: {hosts: [e]}\nnodes: {n1: {address: 10.0.0.1}, n2: {address: 10.0.0.1}}\n",
                "cluster: b\nnodes: {b1: {address: 10.0.0.2}}\n");

        assertEquals(
                List.of("clusters/a.yaml:3:34: node 'n1' of 'a' and node 'n2' of 'a' both have the data directory"
                        + " /var/lib/postgresql/17/a on 10.0.0.1; change one, or remove the node that is written twice (the"
                        + " other is at clusters/a.yaml:3:9)"),
                problems(set));
        assertEquals("b", set.clusters().get(0).name().value());
    }

    private static DefinitionSet read(String a, String b) {
        return Definitions.readAll(FLEET, Map.of("clusters/a.yaml", a, "clusters/b.yaml", b));
    }

    private static List<String> problems(DefinitionSet set) {
        return set.problems().stream().map(Object::toString).toList();
    }
}
