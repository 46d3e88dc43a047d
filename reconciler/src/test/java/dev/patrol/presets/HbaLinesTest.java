package dev.patrol.presets;

import static dev.patrol.language.Definitions.at;
import static dev.patrol.language.Definitions.cluster;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeName;
import java.util.List;
import org.junit.jupiter.api.Test;

class HbaLinesTest {
    @Test
    void theClustersOwnRulesComeFirst() {
        ClusterDefinition pay = cluster("""
                users: {rewind: {name: rewinder, password: {env: REWIND}}}
                hba:
                  - host all all all reject
                nodes:
                  pg1: {address: 10.0.0.1}
                etcd: {hosts: [10.0.0.9]}
                """);

        assertEquals(
                List.of(
                        "local all postgres peer",
                        "host all postgres 127.0.0.1/32 scram-sha-256",
                        "host replication replicator 127.0.0.1/32 scram-sha-256",
                        "host postgres rewinder 127.0.0.1/32 scram-sha-256",
                        "host all postgres ::1/128 scram-sha-256",
                        "host replication replicator ::1/128 scram-sha-256",
                        "host postgres rewinder ::1/128 scram-sha-256",
                        "host all postgres 10.0.0.1/32 scram-sha-256",
                        "host replication replicator 10.0.0.1/32 scram-sha-256",
                        "host postgres rewinder 10.0.0.1/32 scram-sha-256",
                        "host all all all reject"),
                hba(pay));
    }

    @Test
    void aSuperuserOfAnotherNameGivesAPasswordAtTheSocket() {
        ClusterDefinition pay = cluster("users: {superuser: {name: admin}}\n");

        assertEquals("local all admin scram-sha-256", hba(pay).get(0));
    }

    @Test
    void before14PasswordsAreStoredForMd5Only() {
        assertEquals(
                "host all postgres 127.0.0.1/32 md5",
                hba(cluster("postgresql: {version: 13}\n")).get(1));
    }

    @Test
    void passwordsThatAreStoredForMd5PassNoOtherMethod() {
        ClusterDefinition pay = cluster("postgresql: {version: 17, parameters: {password_encryption: md5}}\n");

        assertEquals("host all postgres 127.0.0.1/32 md5", hba(pay).get(1));
    }

    @Test
    void nodesStandByNameWhateverTheirOrderInTheDefinition() {
        ClusterDefinition pay = cluster("""
                nodes:
                  pg2: {address: "2001:db8::2"}
                  pg3: {address: pg3.example.net}
                  pg1: {address: 10.0.0.1}
                """);

        assertEquals(
                List.of(
                        "host all postgres 10.0.0.1/32 scram-sha-256",
                        "host all postgres 2001:db8::2/128 scram-sha-256",
                        "host all postgres pg3.example.net scram-sha-256"),
                hba(pay).stream()
                        .filter(line -> line.startsWith("host all postgres"))
                        .skip(2)
                        .toList());
        assertEquals(new NodeName("pg2"), pay.firstNode().name());
    }

    @Test
    void addressesThatPostgresqlListensOnMayConnectToItself() {
        ClusterDefinition pay = cluster("""
                nodes:
                  pg1: {address: pg1.example.net, postgresql: {listen: "10.0.0.1,127.0.0.1"}}
                """);

        assertEquals(
                List.of(
                        "host all postgres pg1.example.net scram-sha-256",
                        "host replication replicator pg1.example.net scram-sha-256",
                        "host all postgres 10.0.0.1/32 scram-sha-256",
                        "host replication replicator 10.0.0.1/32 scram-sha-256"),
                hba(pay).subList(5, 9));
    }

    @Test
    void rulesInPartsBecomeLines() {
        ClusterDefinition pay = cluster("""
                hba:
                  - {type: local, database: all, user: [app, +staff], method: peer, options: {map: ops}}
                  - {type: hostssl, database: "a,b", user: app, address: .example.net, method: cert}
                  - type: host
                    database: all
                    user: all
                    address: all
                    method: ldap
                    options: {ldapserver: ldap.example.net, ldapprefix: "cn=", ldapsuffix: ", dc=example"}
                """);

        assertEquals(
                List.of(
                        "local all app,+staff peer map=ops",
                        "hostssl a,b app .example.net cert",
                        "host all all all ldap ldapserver=ldap.example.net ldapprefix=cn= ldapsuffix=\", dc=example\""),
                hba(pay).subList(11, 14));
    }

    private static List<String> hba(ClusterDefinition cluster) {
        return ((List<?>) at(cluster.firstNode().local(), "postgresql/pg_hba"))
                .stream().map(String.class::cast).toList();
    }
}
