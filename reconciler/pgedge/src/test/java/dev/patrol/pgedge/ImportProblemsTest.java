package dev.patrol.pgedge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an inventory cannot be imported for; each message says where, why, and the way out. */
class ImportProblemsTest {
    private static final String HOST = "os: Debian, ip: 10.0.0.1, is_ha_cluster: true, db_password: correct-horse, "
            + "replication_password: correct-horse";

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "zone: 0           | 'zone' must be a whole number from 1 to 1023",
                "zone: east        | 'zone' must be a whole number from 1 to 1023",
                "pg_version: 17.2  | 'pg_version' must be a whole number from 13 to 18",
                "pg_port: '{{ x }}' | cannot evaluate 'pg_port': 'x' is not set, or not for all hosts; write its value into the inventory",
                "db_user: on       | 'db_user' must be a text; put it in quotes if it is meant as one",
                "db_user: ''       | 'db_user' is empty; name a role",
                "db_names: a,b     | 'db_names' must be a list; in a host's line of an INI file quote it: \"['a', 'b']\"",
                "db_names: [[a]]   | 'db_names' must be a text; put it in quotes if it is meant as one",
                "synchronous_mode: maybe | 'synchronous_mode' must be true or false",
                "cluster_name: Pay | 'cluster_name' is no name for a cluster in Patrol (lower-case letters, digits, - and _); import under such a name, and set 'patroni.scope' and the paths that hold the old one",
                "custom_hba_rules: [all] | an entry of 'custom_hba_rules' must be a map, such as {users: app}",
                "custom_hba_rules: [{contype: hots}] | 'contype' must be one of PostgreSQL's, such as host or hostssl",
                "custom_hba_rules: [{users: [a]}] | 'users' must be a text of one line, several names with commas between them",
                "pg_home: '{{ lookup(''pipe'', ''x'') }}' | cannot evaluate 'pg_home': it looks something up where Ansible runs; write its value into the inventory",
                "proxy_node: '{{ hostvars.lb.ip }}' | cannot evaluate 'proxy_node': it uses 'hostvars', which is known only while Ansible runs; write its value into the inventory",
                "zone: '{{ zone }}' | cannot evaluate 'zone': 'zone' is made of itself; write its value into the inventory",
                "ip: n1.example.com | 'ip' of host 'n1' is no IPv4 or IPv6 address; write one",
            })
    void aValueThatTheRoleCouldNotTakeIsAnError(String variable, String message) throws IOException {
        String name = variable.substring(0, variable.indexOf(':'));
        String others = HOST.replaceFirst("\\b" + name + ": [^,]*, ", "");

        Imports.read(folder, "pgedge:\n  hosts:\n    n1: {" + others + ",\n      " + variable + "}\n", problems);

        List<String> errors = Imports.messages(folder, problems);
        assertEquals(1, errors.stream().distinct().count(), errors.toString());
        assertEquals(message, errors.get(0).replaceFirst("^hosts.yml:4:[0-9]+: ", ""));
    }

    @Test
    void aHostWithoutAddressOrPlatformIsNamed() throws IOException {
        Imports.read(folder, """
                pgedge:
                  hosts:
                    n1: {is_ha_cluster: true, db_password: a, replication_password: b, os: BeOS}
                haproxy:
                  hosts: {lb: {ansible_host: lb.example.com}}
                """, problems);

        assertEquals(
                List.of(
                        "hosts.yml:3:5: host 'n1' has no address: neither 'ip' nor 'ansible_host' says one, and its name is"
                                + " none; set 'ip' for it",
                        "hosts.yml:3:5: the inventory does not say what host 'n1' runs on; set 'os' to Debian or RedHat for"
                                + " it, or give --platform",
                        "hosts.yml:5:11: host 'lb' has no address: neither 'ip' nor 'ansible_host' says one, and its name is"
                                + " none; set 'ip' for it"),
                Imports.messages(folder, problems));
    }

    @Test
    void aZoneHasOneVersion() throws IOException {
        Imports.read(
                folder,
                "pgedge:\n  hosts:\n    n1: {" + HOST + "}\n    n2: {" + HOST + ", pg_version: 16}\n    n3: {" + HOST
                        + ", pg_version: 16, zone: 2}\n",
                problems);

        assertEquals(
                List.of("hosts.yml:4:5: host 'n2' has pg_version 16 and 'n1' of the same zone 17; the members of a zone"
                        + " replicate, so give them one version"),
                Imports.messages(folder, problems));
    }

    @Test
    void anInventoryWithoutTheGroupIsAnError() throws IOException {
        Imports.read(folder, "all: {hosts: {n1: {" + HOST + "}}}\n", problems);

        assertEquals(
                List.of(
                        "hosts.yml: no host is in group 'pgedge', which the role's playbooks run for; add the hosts to it"),
                Imports.messages(folder, problems));
    }

    @Test
    void whatTheRoleDidSilentlyIsSaid() throws IOException {
        Imports.read(folder, """
                pgedge:
                  vars: {os: Debian, exception_behaviour: transdiscrad, os2: x}
                  hosts: {n1: {ip: 10.0.0.1}, n2: {ip: 10.0.0.2, is_ha_cluster: true}}
                """, problems);

        assertEquals(
                List.of(
                        "hosts.yml: warning: 'db_password' is not set, so the role's default is in effect, which everybody"
                                + " knows; it is in the secrets file as 'superuser': change the password in PostgreSQL, then"
                                + " there",
                        "hosts.yml: warning: 'replication_password' is not set, so the role's default is in effect, which"
                                + " everybody knows; it is in the secrets file as 'replication': change the password in"
                                + " PostgreSQL, then there",
                        "hosts.yml:2:43: warning: 'exception_behaviour' is none of discard, transdiscard and sub_disable, so"
                                + " the role took transdiscard without a word; that is in effect, and the definition says"
                                + " the same",
                        "hosts.yml:3:11: warning: 'is_ha_cluster' is not true for n1, so the playbooks ran the role for none"
                                + " of these; remove from the definition what Patroni does not run"),
                Imports.messages(folder, problems));
    }
}
