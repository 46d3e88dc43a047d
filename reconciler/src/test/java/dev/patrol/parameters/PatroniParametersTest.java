package dev.patrol.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatroniParametersTest {
    @Test
    void patroniBeforeFourForcesTheHintsOn() {
        assertTrue(PatroniParameters.objectionTo("wal_log_hints", false, new PatroniVersion("3.0.2"))
                .isPresent());
        assertTrue(PatroniParameters.objectionTo("wal_log_hints", "off", new PatroniVersion("3.3.2"))
                .isPresent());
        assertEquals(
                Optional.empty(), PatroniParameters.objectionTo("wal_log_hints", "on", new PatroniVersion("3.0.2")));
        assertEquals(
                Optional.empty(), PatroniParameters.objectionTo("wal_log_hints", "off", new PatroniVersion("4.0.7")));
    }

    @ParameterizedTest
    @CsvSource({
        "restrict_nonsystem_relation_kind, 3.0.2, true",
        "restrict_nonsystem_relation_kind, 3.3.3, true",
        "restrict_nonsystem_relation_kind, 3.3.4, false",
        "restrict_nonsystem_relation_kind, 3.3.11, false",
        "restrict_nonsystem_relation_kind, 4.0.7, false",
        "composite_type_mismatch, 3.0.2, true",
        "composite_type_mismatch, 4.0.7, true",
        "composite_type_mismatch, 4.1.4, true",
    })
    void aParameterThatIsNewerThanPatroniIsRefused(String name, String patroni, boolean refused) {
        assertEquals(
                refused,
                PatroniParameters.objectionTo(name, "x", new PatroniVersion(patroni))
                        .isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "DateStyle, 'German, DMY', true",
        "datestyle, SQL, true",
        "DateStyle, PostgreSQL, true",
        "DateStyle, 'iso, ymd', false",
        "DateStyle, DMY, false",
        "default_transaction_isolation, SERIALIZABLE, true",
        "default_transaction_isolation, repeatable read, false",
    })
    void aValueThatMakesPatroniBlindIsRefused(String name, String value, boolean refused) {
        assertEquals(
                refused,
                PatroniParameters.objectionTo(name, value, new PatroniVersion("4.0.7"))
                        .isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"data_directory", "config_file", "hba_file", "ident_file", "transaction_read_only"})
    void whatDoesNotBelongIntoTheFileIsRefused(String name) {
        assertTrue(PatroniParameters.objectionTo(name, "x", new PatroniVersion("4.0.7"))
                .isPresent());
    }

    @Test
    void aTransactionsParameterNamesTheOneThatIsMeant() {
        assertTrue(PatroniParameters.objectionTo("transaction_isolation", "x", new PatroniVersion("4.0.7"))
                .orElseThrow()
                .contains("'default_transaction_isolation'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"restore_command", "recovery_target_time", "primary_conninfo", "Recovery_Min_Apply_Delay"})
    void recoveryParametersAreKnownInAnyCase(String name) {
        assertTrue(PatroniParameters.isOfRecovery(name));
    }
}
