package dev.patrol.apply;

import static dev.patrol.testing.Wanted.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.simulator.Operator;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.simulator.SimulatedNode;
import dev.patrol.testing.Wanted;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnforcementTest {
    private final Wanted pay = wanted("pay", "pay-1", "pay-2")
            .local("postgresql.pg_hba", List.of("local all postgres peer", "host all all samenet scram-sha-256"));
    private final SimulatedCluster cluster = SimulatedCluster.running(pay);
    private final Operator operator = new Operator(cluster);

    @Test
    void alterSystemIsTakenBackOnOneNodeAndNothingElseHappens() {
        cluster.node("pay-2").files.altered.put("work_mem", "12MB");

        operator.apply(pay);

        assertEquals(List.of("resetParameters pay-2"), cluster.calls);
        assertTrue(operator.plan(pay).isInSync());
    }

    /** Before 4.0.6 only a change of Patroni's own file brings it about; the mark for it is no part of what Git wants. */
    @ParameterizedTest
    @ValueSource(strings = {"primary", "master"})
    void editedServerFilesAreWrittenAnewByWhateverPatroni(String version) {
        cluster.wordForPrimary = version;
        SimulatedNode node = cluster.node("pay-2");
        node.files.edited.put("log_statement", "all");
        node.files.hba = Optional.of("host all all all trust");

        operator.apply(pay);

        assertEquals(version.equals("master") ? 1 : 0, node.writes);
        assertEquals(1, node.reloads);
        assertTrue(operator.plan(pay).isInSync(), () -> operator.plan(pay).toString());
    }

    @Test
    void theMarkGoesAwayWithTheNextWrite() {
        cluster.wordForPrimary = "master";
        SimulatedNode node = cluster.node("pay-2");
        node.files.edited.put("log_statement", "all");
        operator.apply(pay);
        assertTrue(node.file.orElseThrow().contains("patrol.renewed"), node.file::orElseThrow);

        Wanted changed = pay.copy().local("postgresql.parameters.work_mem", "64MB");
        operator.apply(changed);

        assertTrue(!node.file.orElseThrow().contains("patrol.renewed"), node.file::orElseThrow);
        assertTrue(
                operator.plan(changed).isInSync(), () -> operator.plan(changed).toString());
    }
}
