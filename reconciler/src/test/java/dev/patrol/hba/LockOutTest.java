package dev.patrol.hba;

import static dev.patrol.testing.Wanted.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.NodeName;
import dev.patrol.testing.Wanted;
import dev.patrol.tree.ConfigTree;
import dev.patrol.view.Wording;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What Patroni itself, its members and pg_rewind cannot do without. */
class LockOutTest {
    private static final String ALL = "host all,replication all 0.0.0.0/0 md5";

    /** Two members, the logins that Patroni needs. */
    private static Wanted pay(String... hba) {
        return wanted("pay", "10.0.0.1", "10.0.0.2")
                .local("postgresql.listen", "0.0.0.0:5432")
                .local("postgresql.authentication.superuser.username", "admin")
                .local("postgresql.authentication.superuser.password", "x")
                .local("postgresql.authentication.replication.username", "standby")
                .local("postgresql.pg_hba", List.of(hba));
    }

    @Test
    void listsThatLetEverybodyInShutNobodyOut() {
        assertEquals(List.of(), messages(pay(ALL).dynamic("postgresql.use_pg_rewind", true)));
    }

    // Of a file that is only observed, lines with a password are masked.
    @Test
    void aLineWithAPasswordIsJudgedAndItsPasswordNotShown() {
        Secret line = new Secret("host all all 0.0.0.0/0 ldap ldapserver=a ldapbasedn=b ldapbindpasswd=c");
        Wanted wanted = pay().local("postgresql.pg_hba", List.of("host all,replication all 0.0.0.0/0 md5", line));

        assertEquals(List.of(), messages(wanted));
    }

    @Test
    void patroniConnectsThroughTheSocketWhereItIsToldTo() {
        Wanted wanted =
                pay("local all admin peer", "host replication all all md5").dynamic("postgresql.use_unix_socket", true);

        assertEquals(
                List.of(
                        "pg_hba of node '10.0.0.1', '10.0.0.2' shuts out Patroni's own connection as 'admin': line 1 'local"
                                + " all admin peer' rejects it; put 'local postgres admin scram-sha-256' before it"),
                messages(wanted));
        assertEquals(
                List.of(),
                messages(wanted.local("postgresql.authentication.superuser.username", "postgres")
                        .local(
                                "postgresql.pg_hba",
                                List.of("local all postgres peer", "host replication all all md5"))));
    }

    @Test
    void patroniConnectsToTheFirstAddressWhereItCannotSayLocalhost() {
        Wanted wanted = pay("host all,replication all 10.0.0.0/24 md5")
                .local("10.0.0.1", "postgresql.listen", "10.0.0.1,10.9.0.1:5432")
                .local("10.0.0.2", "postgresql.listen", "10.9.0.2:5432");

        assertEquals(
                List.of(
                        "pg_hba of node '10.0.0.2' shuts out Patroni's own connection as 'admin': no rule matches it; add"
                                + " 'host postgres admin 10.9.0.2/32 scram-sha-256'",
                        "pg_hba of node '10.0.0.2' shuts out Patroni's replication connection as 'standby' on the node"
                                + " itself: no rule matches it; add 'host replication standby 10.9.0.2/32 scram-sha-256'"),
                messages(wanted));
    }

    @Test
    void whichAddressLocalhostIsOnlyTheMachineKnows() {
        List<LockOut> found = lockOuts(pay(ALL).local("postgresql.listen", "*:5432"));

        assertEquals(2, found.size(), found::toString);
        assertTrue(found.stream().allMatch(lockOut -> lockOut.verdict() == Verdict.UNKNOWN), found::toString);
    }

    @Test
    void rewindNeedsItsDatabaseFromEveryOtherMember() {
        Wanted wanted = pay("host all,replication admin,standby all md5")
                .local("postgresql.authentication.rewind.username", "rewind")
                .local("postgresql.authentication.rewind.password", "x");

        assertEquals(List.of(), messages(wanted));
        assertEquals(
                List.of(
                        "pg_hba of node '10.0.0.1' shuts out pg_rewind as 'rewind' from node '10.0.0.2': no rule matches it;"
                                + " add 'host postgres rewind 10.0.0.2/32 scram-sha-256'",
                        "pg_hba of node '10.0.0.2' shuts out pg_rewind as 'rewind' from node '10.0.0.1': no rule matches it;"
                                + " add 'host postgres rewind 10.0.0.1/32 scram-sha-256'"),
                messages(wanted.dynamic("postgresql.use_pg_rewind", true)));
    }

    @Test
    void hostsslIsNoUseToAServerWithoutTls() {
        Wanted wanted = pay("hostssl all,replication all all md5");

        assertEquals(
                4, lockOuts(wanted.dynamic("postgresql.parameters.ssl", "off")).size());
        assertEquals(List.of(), messages(wanted.dynamic("postgresql.parameters.ssl", "on")));
        assertEquals(
                4,
                lockOuts(wanted.local("postgresql.authentication.superuser.sslmode", "disable")
                                .local("postgresql.authentication.replication.sslmode", "disable"))
                        .size());
    }

    @Test
    void aConnectionThatLacksOnlyTlsIsToldSo() {
        Wanted wanted = pay("hostssl all,replication all all md5")
                .local("postgresql.authentication.superuser.sslmode", "require")
                .local("postgresql.authentication.replication.sslmode", "require")
                .dynamic("postgresql.parameters.ssl", "off");

        assertTrue(messages(wanted)
                .get(0)
                .contains("it requires TLS, which the server does not offer; set the parameter 'ssl'"));
    }

    @Test
    void aServersOwnFileMayTurnTlsOn() {
        assertTrue(lockOuts(pay("hostssl all,replication all all md5")).stream()
                .allMatch(found -> found.verdict() == Verdict.UNKNOWN));
    }

    @Test
    void aListThatPatroniDoesNotWriteIsNotJudged() {
        assertEquals(List.of(), messages(pay("local a b peer").local("postgresql.parameters.hba_file", "/etc/hba")));
        assertEquals(List.of(), messages(pay("local a b peer").local("postgresql.pg_hba", null)));
    }

    @Test
    void theFilesListBeatsThatOfTheDcs() {
        assertEquals(List.of(), messages(pay(ALL).dynamic("postgresql.pg_hba", List.of("local all all peer"))));
        assertEquals(
                List.of(),
                messages(pay("local all all peer")
                        .local("postgresql.pg_hba", null)
                        .dynamic("postgresql.pg_hba", List.of(ALL))));
    }

    @Test
    void anUnreadableListIsSaidOnce() {
        assertEquals(
                List.of(
                        "pg_hba of node '10.0.0.1', '10.0.0.2' shuts out everybody when PostgreSQL next starts, because it"
                                + " cannot read it: line 2: 'bsd' is not a method of PostgreSQL 17 on Linux"),
                messages(pay(ALL, "host all all all bsd")));
    }

    private static List<String> messages(Wanted wanted) {
        return Wording.of(lockOuts(wanted).stream().map(LockOut::reason).toList());
    }

    private static List<LockOut> lockOuts(Wanted wanted) {
        SortedMap<NodeName, ConfigTree> files = new TreeMap<>();
        wanted.rendered().nodes().forEach((name, config) -> files.put(name, config.tree()));
        return LockOut.of(wanted.definition(), files, wanted.rendered().dynamic());
    }
}
