package dev.patrol.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.definition.HbaReach.Connection;
import dev.patrol.definition.HbaReach.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first line that matches decides, and what is not certain is unknown. */
class HbaReachTest {
    private static final Connection REPLICATION = new Connection("replication", "replicator", "10.0.0.12");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            host replication replicator 10.0.0.12/32 scram-sha-256                     | LET_IN
            host postgres,replication replicator 10.0.0.0/8 md5                        | LET_IN
            host replication all 0.0.0.0/0 trust                                       | LET_IN
            host replication "replicator" all trust                                    | LET_IN
            host replication replicator 10.0.0.12 trust                                | LET_IN
            host all all 0.0.0.0/0 trust                                               | SHUT_OUT
            host replication other 10.0.0.12/32 trust                                  | SHUT_OUT
            host replication replicator 10.0.1.0/24 trust                              | SHUT_OUT
            host replication replicator ::/0 trust                                     | SHUT_OUT
            local replication replicator trust                                         | SHUT_OUT
            host replication replicator 10.0.0.12/32 reject                            | SHUT_OUT
            hostssl replication replicator all scram-sha-256                           | UNKNOWN
            host replication +members all trust                                        | UNKNOWN
            host replication /^rep all trust                                           | UNKNOWN
            host replication replicator samenet trust                                  | UNKNOWN
            host replication replicator pg2.example.net trust                          | UNKNOWN
            host replication replicator 10.0.0.0 255.0.0.0 trust                       | UNKNOWN
            """)
    void oneLine(String line, Verdict expected) {
        assertEquals(expected, new HbaReach(List.of(line)).verdict(REPLICATION));
    }

    @Test
    void theFirstLineThatMatchesDecides() {
        String letIn = "host replication replicator 10.0.0.0/24 scram-sha-256";
        String reject = "host replication all 10.0.0.12/32 reject";

        assertEquals(Verdict.LET_IN, new HbaReach(List.of(letIn, reject)).verdict(REPLICATION));
        assertEquals(Verdict.SHUT_OUT, new HbaReach(List.of(reject, letIn)).verdict(REPLICATION));
        assertEquals(Verdict.SHUT_OUT, new HbaReach(List.of()).verdict(REPLICATION));
    }

    @Test
    void whatMayMatchMakesItUnknownUnlessAllLeadToTheSame() {
        String mayReject = "hostssl replication replicator all reject";
        String letIn = "host replication replicator all trust";

        assertEquals(Verdict.UNKNOWN, new HbaReach(List.of(mayReject, letIn)).verdict(REPLICATION));
        assertEquals(Verdict.SHUT_OUT, new HbaReach(List.of(mayReject)).verdict(REPLICATION));
    }

    @Test
    void ipv6AndNamesAreCompared() {
        Connection six = new Connection("replication", "replicator", "2001:db8::5");
        Connection name = new Connection("replication", "replicator", "pg2.example.net");

        assertEquals(
                Verdict.LET_IN, new HbaReach(List.of("host replication replicator 2001:db8::/64 trust")).verdict(six));
        assertEquals(
                Verdict.LET_IN,
                new HbaReach(List.of("host replication replicator pg2.example.net trust")).verdict(name));
        assertEquals(
                Verdict.UNKNOWN, new HbaReach(List.of("host replication replicator 10.0.0.0/8 trust")).verdict(name));
    }
}
