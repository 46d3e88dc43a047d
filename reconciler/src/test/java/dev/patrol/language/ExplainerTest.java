package dev.patrol.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.NodeName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each value says which level of the definition it came from, and where that stands. */
class ExplainerTest {
    private static final DefinitionFiles FILES = DefinitionFiles.of(Map.of(
            "fleet.yaml", """
                    layout: pgedge-packages-debian
                    postgresql: {version: 17, parameters: {work_mem: 16MB}}
                    users:
                      superuser: {password: {env: SUPERUSER}}
                      replication: {password: {env: REPLICATION}}
                    """,
            "clusters/pay.yaml", """
                    cluster: pay
                    pgedge: {backups: [10.9.0.1]}
                    raw: {local: {log: {level: DEBUG}}, dynamic: {failsafe_mode: true}}
                    hba: ["host all app 10.0.0.0/8 scram-sha-256"]
                    patroni: {ttl: 40}
                    zones:
                      3:
                        postgresql: {port: 5433, parameters: {spock.conflict_log_level: LOG}}
                        nodes:
                          pg1: {address: 10.0.0.1}
                          pg2: {address: 10.0.0.2, tags: {nosync: true}, postgresql: {parameters: {work_mem: 8MB}}}
                    """));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bootstrap.dcs.ttl                                         | DCS: 40 <- cluster, clusters/pay.yaml:5:16
            loop_wait                                                 | DCS: 10 <- preset
            failsafe_mode                                             | DCS: true <- raw, clusters/pay.yaml:3:62
            bootstrap.dcs.postgresql.parameters.work_mem              | DCS: 16MB <- fleet, fleet.yaml:2:50
            postgresql.parameters.spock.conflict_log_level            | DCS: LOG <- zone 3, clusters/pay.yaml:8:69
            postgresql.parameters.spock.conflict_resolution           | DCS: last_update_wins <- preset
            tags.nosync                                               | pg2: true <- node pg2, clusters/pay.yaml:11:47
            """)
    void aValueSaysItsLevelAndPlace(String key, String expected) {
        assertEquals(List.of(expected), explain(key));
    }

    @Test
    void whatNodesAndTheDcsBothSayIsShownForBoth() {
        assertEquals(
                List.of("DCS: 16MB <- fleet, fleet.yaml:2:50", "pg2: 8MB <- node pg2, clusters/pay.yaml:11:90"),
                explain("postgresql.parameters.work_mem"));
    }

    @Test
    void aDerivedValueComesFromWhatItIsMadeOf() {
        assertEquals(
                List.of(
                        "pg1: 0.0.0.0:5433 <- zone 3, clusters/pay.yaml:8:24",
                        "pg2: 0.0.0.0:5433 <- zone 3, clusters/pay.yaml:8:24"),
                explain("postgresql.listen"));
    }

    @Test
    void aLineOfPgHbaSaysWhoWantsIt() {
        List<String> lines = explain("postgresql.pg_hba").stream()
                .filter(line -> line.startsWith("pg1") && !line.contains("preset"))
                .toList();

        assertEquals(
                List.of(
                        "pg1: host all app 10.0.0.0/8 scram-sha-256 <- cluster, clusters/pay.yaml:4:7",
                        "pg1: host postgres,replication backrest 10.9.0.1/32 scram-sha-256 <- cluster,"
                                + " clusters/pay.yaml:2:20"),
                lines);
    }

    @Test
    void aSecretIsItsPlace() {
        assertEquals(
                "pg1: environment variable 'SUPERUSER' <- fleet, fleet.yaml:4:25",
                explain("postgresql.authentication.superuser.password").get(0));
    }

    @Test
    void aPasswordThatIsWrittenOutIsNotShown() {
        DefinitionFiles written = DefinitionFiles.of(Map.of("clusters/pay.yaml", """
                        cluster: pay
                        layout: el
                        postgresql: {version: 17}
                        raw: {local: {foo: {password: LEAK1}}, dynamic: {foo: {token: [LEAK2]}}}
                        nodes: {pg1: {address: 10.0.0.1}}
                        """));

        List<String> shown = Explainer.explain(written, "foo").stream()
                .map(found -> found.key() + "=" + found.value())
                .toList();

        assertEquals(List.of("foo.token.0=***", "foo.password=***"), shown);
    }

    @Test
    void aKeyThatNobodyHasIsNothing() {
        assertEquals(List.of(), explain("postgresql.parameters.work"));
        assertEquals(List.of(), explain("bootstrap.dcs.tags"));
    }

    private static List<String> explain(String key) {
        return Explainer.explain(FILES, key).stream()
                .map(found -> found.node().map(NodeName::value).orElse("DCS") + ": " + found.value() + " <- "
                        + found.level() + (found.place().file().isEmpty() ? "" : ", " + found.place()))
                .toList();
    }
}
