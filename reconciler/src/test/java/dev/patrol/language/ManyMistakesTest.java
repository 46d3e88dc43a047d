package dev.patrol.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.definition.DefinitionFiles;
import dev.patrol.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No mistake hides another: YAML, keys, kinds, and what a schema cannot say. */
class ManyMistakesTest {
    private static final String TWENTY = """
            clustr: pay
            cluster: Pay
            layout: debain
            postgresql:
              version: 12
              port: '5432'
              parameters:
                max_conections: 100
                max_wal_senders: 2
                port: 5433
                wal_level: minimal
            patroni: {ttl: 19, loop_wait: 20}
            users:
              superuser: {password: hunter2}
              replication: {password: {env: A}}
            hba:
              - host all all
              - {type: local, database: a, user: b, address: all, method: peer}
              - {type: hosts, database: a, user: b, address: all, method: md5}
            raw: {local: {scope: x}, dynamic: {pause: true}}
            zones:
              0: {nodes: {pg9: {address: 10.0.0.9}}}
              1:
                nodes:
                  pg1: {address: 127.0.0.1}
                  pg2: {address: 10.0.0.2, adress: 10.0.0.2}
            """;

    @Test
    void aFileWithTwentyMistakesReportsTwenty() {
        List<Problem> problems = DefinitionReader.read(DefinitionFiles.of(Map.of("clusters/pay.yaml", TWENTY)))
                .problems();

        List<Integer> lines = problems.stream()
                .filter(Problem::isError)
                .map(problem -> problem.location().line())
                .toList();
        assertEquals(
                List.of(1, 2, 3, 5, 6, 8, 9, 10, 11, 12, 12, 14, 17, 18, 19, 20, 20, 22, 25, 26),
                lines,
                () -> problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }

    @Test
    void everyFileReportsItsOwn() {
        Map<String, String> files = IntStream.range(0, 20)
                .boxed()
                .collect(Collectors.toMap(i -> "clusters/c" + i + ".yaml", i -> "cluster: c" + i + "\nlayuot: el\n"));

        List<Problem> problems =
                DefinitionReader.read(DefinitionFiles.of(files)).problems();

        assertEquals(
                20,
                problems.stream()
                        .filter(problem -> problem.toString().contains("did you mean 'layout'?"))
                        .count());
    }
}
