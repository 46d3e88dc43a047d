package dev.patrol.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.language.Definitions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pattern that can match nothing is a slip, and ignores nothing without a word. */
class IgnoreRulesTest {
    private static final String PLACE = "clusters/pay.yaml:2:18: ";

    private static List<String> problems(String pattern) {
        return Definitions.problems("drift: {ignore: ['" + pattern + "']}\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dynamc.ttl      | matches no key that Patrol knows; keys go by their names as 'patrol plan' shows them, without 'dynamic': write 'ttl'
            effective       | matches no key that Patrol knows; keys go by their names as 'patrol plan' shows them, without 'effective': write the key itself
            patroni.ttl     | matches no key that Patrol knows; keys go by their names as 'patrol plan' shows them, without 'patroni': write 'ttl'
            work_mem        | matches no key that Patrol knows; write 'postgresql.parameters.work_mem'
            hba             | matches no key that Patrol knows; write 'postgresql.pg_hba'
            logg.level      | matches no key that Patrol knows: none begins with 'logg'; did you mean 'log.level'?
            lop_wait        | matches no key that Patrol knows: none begins with 'lop_wait'; did you mean 'loop_wait'?
            postgresql.parameters.work_men | matches no parameter: PostgreSQL has no 'work_men'; did you mean 'postgresql.parameters.work_mem'?
            """)
    void aSlipIsNamedWithTheWayOut(String pattern, String problem) {
        assertEquals(List.of(PLACE + "'" + pattern + "' in 'drift.ignore' " + problem), problems(pattern));
    }

    @Test
    void whereNoWordIsNearAllFirstWordsAreNamedByLayer() {
        String problem = problems("backup_window.start").get(0);

        assertTrue(
                problem.startsWith(PLACE + "'backup_window.start' in 'drift.ignore' matches no key that Patrol knows:"
                        + " none begins with 'backup_window'; write one that begins with bootstrap, citus, "),
                problem);
        assertTrue(problem.contains(" (layer file), check_timeline, "), problem);
        assertTrue(problem.contains(" (dynamic), postgresql, (not read), (pending restart) (effective), "), problem);
        assertTrue(
                problem.endsWith("environment or a unit's name (service), or 'backup_window*' for a key that another"
                        + " program has put there"),
                problem);
    }

    @Test
    void whatAnotherProgramMayHavePutThereIsOnlyDoubted() {
        assertEquals(
                List.of(PLACE + "warning: 'x-common*' in 'drift.ignore' matches no key that Patrol knows: none begins"
                        + " so; correct it unless another program has put it there"),
                problems("x-common*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", ".ttl", "ttl.", "log. level"})
    void anEmptyNameIsNoKey(String pattern) {
        assertEquals(
                List.of(PLACE
                        + "entry 1 of 'drift.ignore' must be a key by its names with one dot between two of them, * for any"
                        + " characters and no spaces, found the text '" + pattern + "'"),
                problems(pattern));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log",
                "log.level",
                "ttl",
                "bootstrap.dcs.ttl",
                "tags.maintenance",
                "postgresql.parameters.log_*",
                "postgresql.parameters.our_fork_can_fly",
                "postgresql.parameters.auto_explain.log_min_duration",
                "postgresql.pg_hba",
                "standby_cluster",
                "slots.backup",
                "environment.PATRONI_LOG_LEVEL",
                "patroni@17-pay",
                "postgresql@17-pay",
                "(mode)",
                "(not*",
                "*",
                "*_mem",
                "postg*.work_mem",
            })
    void whatMayBeThereIsNoProblem(String pattern) {
        assertEquals(List.of(), problems(pattern));
    }

    @Test
    void keysOfTheDefinitionItselfCount() {
        assertEquals(
                List.of(),
                Definitions.problems(
                        "drift: {ignore: [own.x, mine]}\nraw: {local: {own: {x: 1}}, dynamic: {mine: 1}}\n"));
    }

    @Test
    void aSlipInTheFleetsFileIsShownOnceAndThere() {
        String fleet = Definitions.FLEET + "drift: {ignore: [logg.level]}\n";

        List<String> problems = Definitions.readAll(
                        fleet,
                        Map.of(
                                "clusters/a.yaml",
                                "cluster: a\n" + Definitions.NODES,
                                "clusters/b.yaml",
                                "cluster: b\nnodes: {pg4: {address: 10.0.0.4}}\n"))
                .problems()
                .stream()
                .map(Object::toString)
                .toList();

        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("fleet.yaml:6:18: 'logg.level'"), problems::toString);
    }
}
