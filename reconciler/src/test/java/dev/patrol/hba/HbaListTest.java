package dev.patrol.hba;

import static dev.patrol.hba.Verdict.ALLOWED;
import static dev.patrol.hba.Verdict.REFUSED;
import static dev.patrol.hba.Verdict.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.hba.Connection.Proof;
import dev.patrol.hba.Connection.Tcp;
import dev.patrol.view.Wording;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first line that matches decides, and what is not certain is unknown. HbaTruthIT asks a real server. */
class HbaListTest {
    private static final Connection APP = from("10.0.0.12");
    private static final Connection REPLICATION = Connection.tcp(
                    "replicator", "postgres", new Tcp("10.0.0.12", false, false))
            .replicating();
    private static final Connection PEER = Connection.socket("postgres", "postgres", Optional.of("postgres"));

    private static Connection from(String client) {
        return Connection.tcp("app", "orders", new Tcp(client, false, false)).with(Roles.of("staff"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            host orders app 10.0.0.12/32 scram-sha-256           ! ALLOWED
            host orders app 10.0.0.12/32                         ! REFUSED
            host orders app 10.0.0.12 255.255.255.255 md5        ! ALLOWED
            host orders app 10.0.0.12 md5                        ! REFUSED
            host orders app 10.0.0.0  255.0.0.15 password        ! REFUSED
            host orders app 10.0.0.12 255.0.255.255 trust        ! ALLOWED
            host a,orders,b x,app all md5                        ! ALLOWED
            host a, orders x, app all md5                        ! ALLOWED
            host "orders" "app" all md5                          ! ALLOWED
            host "all" all all md5                               ! REFUSED
            host all "all" all md5                               ! REFUSED
            host all all "all" md5                               ! UNKNOWN
            host replication all all trust                       ! REFUSED
            host sameuser all all trust                          ! REFUSED
            host samerole,samegroup all all trust                ! REFUSED
            host all +staff all trust                            ! ALLOWED
            host all +app all trust                              ! ALLOWED
            host all +other all trust                            ! REFUSED
            host all "+staff" all trust                          ! REFUSED
            host /^ord all all trust                             ! ALLOWED
            host "/r.ers$" all all trust                         ! ALLOWED
            host /^(shop|or)der$ all all trust                   ! REFUSED
            host all /^a(p|b)+$ all trust                        ! ALLOWED
            host /(?i)ORD all all trust                          ! UNKNOWN
            host all all samenet trust                           ! UNKNOWN
            host all all pg2.example.net trust                   ! UNKNOWN
            host all all 10.1 trust                              ! UNKNOWN
            host all all 10.1/8 trust                            ! UNKNOWN
            host all all ::/0 trust                              ! REFUSED
            host all all ::ffff:10.0.0.12/128 trust              ! REFUSED
            local all all trust                                  ! REFUSED
            hostssl all all all trust                            ! REFUSED
            hostnossl all all all trust                          ! ALLOWED
            hostgssenc all all all trust                         ! REFUSED
            hostnogssenc all all all trust                       ! ALLOWED
            host all all all reject                              ! REFUSED
            host all all all ident                               ! UNKNOWN
            host all all all ldap ldapserver=a ldapprefix="cn="  ! UNKNOWN
            host all all all trust # all                         ! ALLOWED
            # host all all all trust                             ! REFUSED
            """)
    void oneLine(String line, Verdict expected) {
        assertEquals(expected, HbaList.of(List.of(line), 17).decide(APP).verdict());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            host orders app 10.0.0.12/33 trust           | '10.0.0.12/33' is not a network
            host orders app pg2/24 trust                 | 'pg2/24' is not a network
            host orders app all scram                    | 'scram' is not a method of PostgreSQL 17 on Linux
            host orders app all oauth                    | 'oauth' is not a method of PostgreSQL 17 on Linux
            host orders app all peer                     | the method 'peer' cannot be used with 'host'
            host orders app all cert                     | the method 'cert' cannot be used with 'host'
            host orders app all trust,md5                | it has more than one method
            host orders app all md5 map=x                | the option 'map' cannot be used with 'host' and 'md5', or not with this value
            host orders app all md5 hunter2              | an option after its method has no '='
            host orders app all ldap ldapserver=a        | the method 'ldap' requires 'ldapserver', and either 'ldapprefix' and 'ldapsuffix' or 'ldapbasedn'
            include other.conf                           | Patrol cannot see what 'include' includes; write the rules out
            host orders @users all trust                 | Patrol cannot see what the file '@users' holds; write the names out
            hosts orders app all trust                   | 'hosts' is not a connection type
            local orders                                 | it ends before its user
            """)
    void oneLineThatCannotBeReadCostsAll(String line, String reason) {
        HbaList list = HbaList.of(List.of("host all all all trust", "", line), 17);

        assertEquals(reason, Wording.of(list.unreadable().orElseThrow().reason()));
        assertEquals(Optional.of(3), list.unreadable().orElseThrow().line());
        assertEquals(REFUSED, list.decide(APP).verdict());
    }

    @Test
    void theFirstLineThatMatchesDecides() {
        String letIn = "host orders app 10.0.0.0/24 scram-sha-256";
        String reject = "host all all 10.0.0.12/32 reject";

        assertEquals(ALLOWED, verdict(APP, letIn, reject));
        assertEquals(REFUSED, verdict(APP, reject, letIn));
        assertEquals(REFUSED, HbaList.of(List.of(), 17).decide(APP).verdict());
    }

    @Test
    void whatMayMatchMakesItUnknownUnlessAllLeadToTheSame() {
        assertEquals(UNKNOWN, verdict(APP, "host all all pg9 reject", "host all all all trust"));
        assertEquals(ALLOWED, verdict(APP, "host all all pg9 md5", "host all all all trust"));
        assertEquals(REFUSED, verdict(APP, "host all all pg9 reject"));
    }

    @Test
    void replicationIsForItsKeywordAlone() {
        assertEquals(REFUSED, verdict(REPLICATION, "host all all all trust"));
        assertEquals(REFUSED, verdict(REPLICATION, "host \"replication\" all all trust"));
        assertEquals(ALLOWED, verdict(REPLICATION, "host postgres,replication replicator all trust"));
    }

    @Test
    void before16WhatBeginsWithASlashIsAName() {
        assertEquals(
                REFUSED,
                HbaList.of(List.of("host /^ord all all trust"), 15).decide(APP).verdict());
    }

    @Test
    void aBackslashJoinsLinesSince14() {
        List<String> lines = List.of("host all all all \\", "trust");

        assertEquals(ALLOWED, HbaList.of(lines, 14).decide(APP).verdict());
        assertEquals(REFUSED, HbaList.of(lines, 13).decide(APP).verdict());
        assertEquals(REFUSED, verdict(APP, "# a comment \\", "host all all all trust"));
    }

    @Test
    void peerIsForTheSystemUserOfThatNameUnlessAMapSaysOtherwise() {
        Connection other = Connection.socket("admin", "postgres", Optional.of("postgres"));

        assertEquals(ALLOWED, verdict(PEER, "local all all peer"));
        assertEquals(ALLOWED, verdict(PEER, "local all all ident"));
        assertEquals(REFUSED, verdict(other, "local all all peer"));
        assertEquals(UNKNOWN, verdict(other, "local all all peer map=ops"));
        assertEquals(UNKNOWN, verdict(Connection.socket("a", "b", Optional.empty()), "local all all peer"));
    }

    @Test
    void aPasswordThatNobodyHasIsNotCountedOn() {
        assertEquals(UNKNOWN, verdict(APP.with(new Proof(false)), "host all all all scram-sha-256"));
    }

    @Test
    void aNetworkIsLetInByARuleForAllOfIt() {
        Connection network = from("10.1.0.0/16");

        assertEquals(ALLOWED, verdict(network, "host all all 10.0.0.0/8 trust"));
        assertEquals(UNKNOWN, verdict(network, "host all all 10.1.2.0/24 trust"));
        assertEquals(REFUSED, verdict(network, "host all all 10.2.0.0/16 trust"));
    }

    @Test
    void rolesThatNobodyKnowsMayMatch() {
        assertEquals(UNKNOWN, verdict(APP.with(Roles.UNKNOWN), "host all +staff all trust"));
        assertEquals(ALLOWED, verdict(APP.with(Roles.UNKNOWN), "host all +app all trust"));
    }

    @Test
    void aServersRefusalWithTlsIsFollowedByAnAttemptWithout() {
        HbaList plain = HbaList.of(List.of("hostssl all all all reject", "host all all all md5"), 17);
        HbaList tls = HbaList.of(List.of("hostssl all all all md5"), 17);

        assertEquals(ALLOWED, plain.decide(APP, SslMode.PREFER, true).verdict());
        assertEquals(REFUSED, plain.decide(APP, SslMode.REQUIRE, true).verdict());
        assertEquals(ALLOWED, tls.decide(APP, SslMode.ALLOW, true).verdict());
        assertEquals(REFUSED, tls.decide(APP, SslMode.PREFER, false).verdict());
        assertEquals(REFUSED, plain.decide(APP, SslMode.REQUIRE, false).verdict());
    }

    private static Verdict verdict(Connection connection, String... lines) {
        return HbaList.of(List.of(lines), 17).decide(connection).verdict();
    }
}
