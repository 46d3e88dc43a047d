package dev.patrol.diff;

import static dev.patrol.testing.Sketch.cluster;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.NodeName;
import dev.patrol.parameters.PatroniEnvironment;
import dev.patrol.remote.NodeReading.PatroniProcess;
import dev.patrol.tree.KeyPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceDifferTest {
    private static List<KeyChange> with(Map<String, Optional<String>> environment) {
        return cluster("pay")
                .primary("pay-1")
                .with(node -> node.process = new PatroniProcess(Optional.empty(), environment))
                .diff()
                .nodes()
                .get(new NodeName("pay-1"))
                .service();
    }

    @Test
    void aVariableThatBeatsTheFileIsFoundWithTheKeyItBeats() {
        List<KeyChange> changes = with(Map.of("PATRONI_RESTAPI_LISTEN", Optional.of("0.0.0.0:9999")));

        assertEquals("environment.PATRONI_RESTAPI_LISTEN", changes.get(0).key());
        assertEquals(Optional.of("0.0.0.0:9999"), changes.get(0).before());
        assertTrue(changes.get(0).origin().place().contains("'restapi.listen'"), changes::toString);
    }

    @Test
    void aVariableThatSaysTheSameAsGitIsNoDifference() {
        assertEquals(List.of(), with(Map.of("PATRONI_SCOPE", Optional.of("pay"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.9:2379,10.0.0.8:2379",
                "'10.0.0.9:2379', '10.0.0.8:2379'",
                "[10.0.0.9:2379, 10.0.0.8:2379]"
            })
    void aListInOneVariableIsComparedItemByItem(String value) {
        List<KeyChange> changes = cluster("pay")
                .primary("pay-1")
                .always(git -> git.local("etcd3.hosts", List.of("10.0.0.9:2379", "10.0.0.8:2379")))
                .with(node -> node.process =
                        new PatroniProcess(Optional.empty(), Map.of("PATRONI_ETCD3_HOSTS", Optional.of(value))))
                .diff()
                .nodes()
                .get(new NodeName("pay-1"))
                .service();

        assertEquals(List.of(), changes);
    }

    @Test
    void aPasswordInTheEnvironmentIsFoundWithoutItsValue() {
        KeyChange change =
                with(Map.of("PATRONI_SUPERUSER_PASSWORD", Optional.empty())).get(0);

        assertEquals("***", change.before().orElseThrow().toString());
    }

    @Test
    void variablesThatStandForNoKeyAreLeftAlone() {
        assertEquals(List.of(), with(Map.of("PATRONI_CONFIGURATION", Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({
        "PATRONI_NAME, name",
        "PATRONI_POSTGRESQL_DATA_DIR, postgresql.data_dir",
        "PATRONI_REPLICATION_USERNAME, postgresql.authentication.replication.username",
        "PATRONI_RESTAPI_PASSWORD, restapi.authentication.password",
        "PATRONI_ETCD3_HOSTS, etcd3.hosts",
    })
    void eachVariableStandsForOneKey(String variable, String key) {
        assertEquals(Optional.of(KeyPath.parse(key)), PatroniEnvironment.keyOf(variable));
    }
}
