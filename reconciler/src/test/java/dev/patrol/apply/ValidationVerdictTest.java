package dev.patrol.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.remote.ValidationReport;
import dev.patrol.tree.ConfigTree;
import dev.patrol.view.Wording;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationVerdictTest {
    private static final ConfigTree TREE = ConfigTree.of(Map.of(
            "postgresql",
            Map.of("authentication", Map.of("superuser", Map.of("password", new Secret("12345")))),
            "etcd3",
            Map.of("hosts", List.of("a:1", new Secret("s3cret")))));

    private static List<String> complaints(int status, String... lines) {
        return Wording.of(ValidationVerdict.complaints(new ValidationReport(status, List.of(lines)), TREE));
    }

    @Test
    void silenceIsAYes() {
        assertEquals(List.of(), complaints(0));
    }

    @Test
    void statusZeroIsAYesWhateverElseIsPrinted() {
        assertEquals(List.of(), complaints(0, "/usr/lib/python3/x.py:3: DeprecationWarning: pkg_resources is old"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "restapi.listen 0.0.0.0:8008 didn't pass validation: 'Port 8008 is already in use.'",
                "postgresql.listen 0.0.0.0:5432 didn't pass validation: 'Port 5432 is already in use.'",
                "bootstrap.pg_hba  is not defined.",
                "bootstrap.initdb  is not defined.",
                "postgresql.authentication.rewind  is not defined.",
            })
    void whatEveryRunningNodeOrOldVersionComplainsOfIsNoComplaint(String line) {
        assertEquals(List.of(), complaints(1, "2026-01-01 00:00:00,000 INFO: no such thing", line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "etcd3.hosts.0 10.0.0.1:2379 didn't pass validation: '10.0.0.1:2379 is not reachable'",
                "etcd3.hosts.0 10.0.0.1:2379 didn't pass validation: 10.0.0.1:2379 is not reachable",
            })
    void oneHostOfTheDcsThatIsDownIsNoComplaint(String line) {
        assertEquals(List.of(), complaints(1, line));
    }

    @Test
    void aDcsOfWhichNoHostAnswersIsAComplaint() {
        String first = "etcd3.hosts.0 10.0.0.1:2379 didn't pass validation: '10.0.0.1:2379 is not reachable'";
        String second = "etcd3.hosts.1 10.0.0.2:2379 didn't pass validation: '10.0.0.2:2379 is not reachable'";

        assertEquals(List.of(first, second), complaints(1, first, second));
    }

    @Test
    void theRestOfTheComplaintsIsShown() {
        assertEquals(
                List.of("postgresql.data_dir  is not defined."),
                complaints(
                        1,
                        "restapi.listen 0.0.0.0:8008 didn't pass validation: 'Port 8008 is already in use.'",
                        "postgresql.data_dir  is not defined."));
    }

    @Test
    void aFailureThatSaysNothingIsAComplaint() {
        assertEquals(List.of("it ended with status 127 and gave no reason"), complaints(127));
        assertEquals(
                List.of("it ended with status 1 and gave no reason"),
                complaints(1, "2026-01-01 00:00:00,000 INFO: nothing of note"));
    }

    @Test
    void secretsInComplaintsAreMasked() {
        assertEquals(
                List.of("postgresql.authentication.superuser.password *** is not a string", "etcd3.hosts *** is odd"),
                complaints(
                        1,
                        "postgresql.authentication.superuser.password 12345 is not a string",
                        "etcd3.hosts s3cret is odd"));
    }

    @Test
    void nothingIsLeftToSeeOfASecretThatBeginsLikeAnother() {
        ConfigTree tree = ConfigTree.of(
                Map.of("restapi", Map.of("password", new Secret("hunter2"), "token", new Secret("hunter2024"))));
        ValidationReport report = new ValidationReport(1, List.of("restapi.token hunter2024 is odd"));

        assertEquals(List.of("restapi.token *** is odd"), Wording.of(ValidationVerdict.complaints(report, tree)));
    }

    @Test
    void ofATracebackOnlyTheLastLineIsShown() {
        assertEquals(
                List.of("yaml.scanner.ScannerError: mapping values are not allowed here"),
                complaints(
                        1,
                        "Traceback (most recent call last):",
                        "  File \"/usr/bin/patroni\", line 33",
                        "yaml.scanner.ScannerError: mapping values are not allowed here"));
    }
}
