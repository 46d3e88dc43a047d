package dev.patrol.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.DefinitionSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One mistake, one message with the way out. */
class DefinitionProblemsTest {
    private static final String FILE = "clusters/pay.yaml:";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    postgresl: {}                             | 2:1: unknown key 'postgresl'; did you mean 'postgresql'?
                    patroni: {tll: 30}                        | 2:11: unknown key 'tll' under 'patroni'; did you mean 'ttl'?
                    ssh: {host: a}                            | 2:7: 'host' under 'ssh' does not stand here; it is a node's own: set it under 'nodes.NAME'
                    layout: debain                            | 2:9: 'layout' must be one of debian, el, pgedge-documented-debian, pgedge-documented-el, pgedge-packages-debian, pgedge-packages-el, found the text 'debain'; did you mean 'debian'?
                    postgresql: {port: '5432'}                | 2:20: 'postgresql.port' must be a whole number from 1 to 65535, found the text '5432'; write it without quotes
                    postgresql: {port: 0}                     | 2:20: 'postgresql.port' must be a whole number from 1 to 65535, found the number 0
                    restapi: {port: on}                       | 2:17: 'restapi.port' must be a whole number from 1 to 65535, found true (YAML reads yes, no, on and off so, too)
                    patroni: {ttl: 19}                        | 2:16: 'patroni.ttl' must be a whole number, at least 20, found the number 19
                    patroni: {scope: 17}                      | 2:18: 'patroni.scope' must be a scope: letters, digits, '.', - and _, with a letter or digit at both ends, found the number 17; put it in quotes if it is meant as text
                    paused: yess                              | 2:9: 'paused' must be true or false, found the text 'yess'
                    hba: all                                  | 2:6: 'hba' must be a list, found the text 'all'; begin each entry with '- '; an entry is one line of pg_hba.conf that begins with local, host, hostssl, hostnossl, hostgssenc or hostnogssenc, or a map with 'type', 'database', 'user', 'method'
                    paths: {data_dir: /a/../b}                | 2:19: 'paths.data_dir' must be an absolute path on the node, of letters, digits and . _ @ + = : , - only, without '.' and '..', found the text '/a/../b'
                    units: {patroni: 'a;b'}                   | 2:18: 'units.patroni' must be a systemd unit: letters, digits and : . _ @ - only, found the text 'a;b'
                    users: {superuser: {password: hunter2}}   | 2:31: 'users.superuser.password' is written out; a secret does not belong here: write {env: VARIABLE} or {file: PATH, key: KEY}
                    users: {superuser: {password: {en: A}}}   | 2:31: 'users.superuser.password' must say where the secret is kept: write {env: VARIABLE} or {file: PATH, key: KEY}
                    raw: {local: {scope: a}}                  | 2:22: 'raw.local.scope' does not change what Patrol knows; set 'patroni.scope' instead
                    raw: {local: {log: {password: a}}}        | 2:31: 'raw.local.log.password' is written out; a secret does not belong here: write {secret: {env: VARIABLE}} or {secret: {file: PATH, key: KEY}}
                    raw: {dynamic: {x: {secret: {env: A}}}}   | 2:20: 'raw.dynamic.x' would be readable for everybody who reaches the REST API; give it in 'raw.local' as {secret: {env: VARIABLE}}
                    raw: {dynamic: {pause: true}}             | 2:24: 'raw.dynamic.pause' is the operators' switch, which Patrol leaves alone; use 'patronictl pause', or 'paused: true' to keep Patrol from changing anything
                    raw: {dynamic: {synchronous_node_count: 0}} | 2:41: 'synchronous_node_count' must be a whole number, at least 1: Patroni would silently use another value
                    patroni: {retry_timeout: 11}              | 2:26: loop_wait (10) + 2 * retry_timeout (11) is more than ttl (30): the leader key would expire while Patroni retries; raise 'patroni.ttl' to 32 or lower the other two
                    patroni: {scope: 17-a-b}                  | 2:18: the scope '17-a-b' does not suit the layout 'debian', whose scripts want VERSION-NAME with no further dash; set 'patroni.scope' to '17-pay'
                    etcd: {username: a}                       | 2:7: 'etcd.username' and 'etcd.password' go together; set both or none
                    etcd: {hosts: [a, b]}                     | 2:15: warning: an etcd of 2 hosts survives no more failures than one of 1; name an odd number in 'etcd.hosts'
                    restapi: {keyfile: /k}                    | 2:10: 'restapi.keyfile' and 'restapi.verify_client' do nothing without 'restapi.certfile'; set it
                    restapi: {authentication: {username: a}}  | 2:27: 'restapi.authentication' needs both 'username' and 'password'
                    hba: ["hostssl a,/^b c all oauth"]         | 2:7: PostgreSQL 17 has no method 'oauth', which came with 18; it would refuse the whole pg_hba.conf: take another method
                    hba: ["host all all md5"]                  | 2:7: this hba rule has 4 fields; it requires type, database, user, address and method
                    hba: ["local all all peer map=x"]          | NONE
                    hba: ["local all all md5 map=x"]           | 2:7: pg_hba of node 'pg1', 'pg2', 'pg3' shuts out everybody when PostgreSQL next starts, because it cannot read it: line 12: the option 'map' cannot be used with 'local' and 'md5', or not with this value
                    hba: ["local all @admins md5"]             | 2:7: pg_hba of node 'pg1', 'pg2', 'pg3' shuts out everybody when PostgreSQL next starts, because it cannot read it: line 12: Patrol cannot see what the file '@admins' holds; write the names out
                    hba: [{type: host, database: all, user: all, address: all, method: radius, options: {radiusservers: a, radiussecrets: {env: R}}}] | 2:7: warning: pg_hba of node 'pg1', 'pg2', 'pg3' may shut out everybody when PostgreSQL next starts: it is unknown here whether it can read line 12 'host all all all radius', and one line that it cannot read makes it refuse the whole file; check pg_hba_file_rules after the change
                    hba: [{type: host, database: a, user: b, address: all, method: ldap, options: {ldapserver: c, ldapprefix: d, ldapbindpasswd: e}}] | 2:126: 'ldapbindpasswd' is written out; a secret does not belong in Git: write {env: VARIABLE} or {file: PATH, key: KEY}
                    hba: ["host a b all ldap ldapserver=c ldapbasedn=d ldapbindpasswd=e"] | 2:7: warning: 'hba' seems to hold a credential ('ldapbindpasswd'), which does not belong in Git: write the rule as a map, with {env: VARIABLE} or {file: PATH, key: KEY} for the option
                    postgresql: {parameters: {archive_command: "AWS_SECRET_ACCESS_KEY=e wal-g wal-push %p"}} | 2:44: warning: 'postgresql.parameters.archive_command' seems to hold a credential ('AWS_SECRET_ACCESS_KEY'), which does not belong in Git: let the program read it from a file on the node, or set the whole value in 'raw.local' as {secret: {env: VARIABLE}}
                    raw: {local: {x: "https://a:e@b/"}}       | 2:18: warning: 'raw.local.x' seems to hold a credential ('://a:'), which does not belong in Git: let the program read it from a file on the node, or set the whole value in 'raw.local' as {secret: {env: VARIABLE}}
                    hba: ["local all peer"]                    | 2:7: this hba rule has 3 fields; it requires type, database, user and method
                    hba: ["host a b 10.0.0.0 255.0.0.0 md5"]   | NONE
                    hba: ["host a b all scram"]                | 2:7: 'scram' is no method of pg_hba; known are trust, reject, scram-sha-256, md5, password, gss, sspi, ident, peer, ldap, radius, cert, pam, bsd, oauth
                    hba: ["host a b 10.0.0.0/33 md5"]          | 2:7: '10.0.0.0/33' is no address for pg_hba; write a network with its prefix, such as 10.0.0.0/8, 10.0.0.1/32 or fd00::/64, a host name, all, samehost or samenet
                    hba: ["host a b 10.0.0.1 md5"]             | 2:7: '10.0.0.1' is no address for pg_hba; write a network with its prefix, such as 10.0.0.0/8, 10.0.0.1/32 or fd00::/64, a host name, all, samehost or samenet
                    hba: [{type: host, database: a, user: b, address: 'fd00::/200', method: md5}] | 2:51: 'fd00::/200' is no address for pg_hba; write a network with its prefix, such as 10.0.0.0/8, 10.0.0.1/32 or fd00::/64, a host name, all, samehost or samenet
                    hba: ["host a b .example.net md5", "host a b samenet md5", "host a b fd00::/64 md5"] | NONE
                    etcd: {hosts: ["h:99999"]}                | 2:16: entry 1 of 'etcd.hosts' must be HOST or HOST:PORT, an IPv6 address in brackets, found the text 'h:99999'
                    etcd: {hosts: ["h:65535"]}                | NONE
                    raw: {local: {tags: {patrol: a}}}         | 2:30: 'raw.local.tags.patrol' does not change what Patrol knows; set 'tags' instead
                    raw: {local: {tags: 3}}                   | 2:21: 'raw.local.tags' must be a map: Patrol needs what else is in it; name the keys to change or to remove
                    raw: {local: {postgresql: null}}          | 2:27: 'raw.local.postgresql' must be a map: Patrol needs what else is in it; name the keys to change or to remove
                    raw: {local: {bootstrap: null}}           | NONE
                    raw: {dynamic: {postgresql: 3}}           | 2:29: 'raw.dynamic.postgresql' must be a map: it would take all parameters away; name the keys to change or to remove
                    pgedge: {user: a}                         | 2:9: warning: 'pgedge' does nothing with the layout 'debian'; remove it, or take a layout that begins with pgedge-
                    hba: ["host a\\nb c d"]                    | 2:7: entry 1 of 'hba' must be one line of pg_hba.conf that begins with local, host, hostssl, hostnossl, hostgssenc or hostnogssenc, found the text 'host a␤b c d'
                    hba: [{type: host, database: a, user: b, method: md5}] | 2:7: this hba rule lacks 'address'; give a network such as 10.0.0.0/8, or all
                    """)
    void aMistakeInAClusterSaysWhereWhatAndWhatToDo(String line, String problem) {
        assertEquals(problem.equals("NONE") ? List.of() : List.of(FILE + problem), Definitions.problems(line + "\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    max_conections: 200       | 2:27: unknown key 'max_conections' under 'postgresql.parameters'; did you mean 'max_connections'?
                    our_fork_can_fly: on      | 2:27: warning: no PostgreSQL from 13 to 18 has a parameter 'our_fork_can_fly'; Patroni may drop it without an error
                    port: 5433                | 2:27: 'port' does not stand among the parameters: set 'postgresql.port' instead
                    listen_addresses: '*'     | 2:27: 'listen_addresses' does not stand among the parameters: set 'postgresql.listen' instead
                    cluster_name: x           | 2:27: 'cluster_name' does not stand among the parameters: it is always the scope; set 'patroni.scope' instead
                    max_connections: 24       | 2:44: 'max_connections' must be at least 25, found '24': Patroni would silently take its own default
                    max_connections: '50'     | 2:44: 'max_connections' must be a whole number without quotes, found '50': some versions of Patroni then ignore every later change of the DCS
                    Max_Connections: 10       | 2:27: 'Max_Connections' under 'postgresql.parameters' must be written 'max_connections'
                    wal_level: minimal        | 2:38: 'wal_level' must be replica or logical, found 'minimal': Patroni would silently take its own default
                    wal_keep_size: 8MB        | 2:42: 'wal_keep_size' must be at least 16MB, such as 1GB, found '8MB': Patroni would silently take its own default
                    wal_keep_size: 15         | 2:42: 'wal_keep_size' must be at least 16MB, such as 1GB, found '15': Patroni would silently take its own default
                    wal_log_hints: maybe      | 2:42: 'wal_log_hints' must be on or off, found 'maybe': Patroni would silently take its own default
                    default_transaction_isolation: serializable | 2:58: 'default_transaction_isolation' cannot be 'serializable': a standby takes no serializable transaction, so that Patroni could not ask it any more; set it for a database or a role
                    hot_standby: off          | 2:40: 'hot_standby' must be on, always, found 'false': Patroni would silently take its own default
                    search_path: [a]          | 2:40: 'postgresql.parameters.search_path' must be a text of one line, a number, true or false, found a list; write one value, without '- ' and brackets
                    io_method: worker         | 2:27: warning: PostgreSQL 17 has no parameter 'io_method' (it came with 18): Patroni drops it; remove it, or set it where the version has it
                    wal_keep_segments: 64     | 2:27: warning: PostgreSQL 17 has no parameter 'wal_keep_segments' (it went with 13): Patroni drops it; remove it, or set it where the version has it
                    primary_conninfo: x       | 2:27: warning: Patroni sets 'primary_conninfo' on standbys itself and ignores this value; remove it
                    """)
    void patroniReplacesOrIgnoresSomeParameters(String parameter, String problem) {
        assertEquals(List.of(FILE + problem), Definitions.problems("postgresql: {parameters: {" + parameter + "}}\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "'16'", "16MB", "16384kB", "1GB"})
    void enoughWalToKeepIsTaken(String size) {
        assertEquals(
                List.of(), Definitions.problems("postgresql: {parameters: {wal_keep_size: %s}}\n".formatted(size)));
    }

    @Test
    void parametersOfExtensionsAndInAnyCaseAreKnown() {
        assertEquals(
                List.of(),
                Definitions.problems("postgresql: {parameters: {timezone: UTC, auto_explain.log_min_duration: 1s}}\n"));
    }

    @Test
    void parametersThatAllMembersMustAgreeOnAreNoNodesOwn() {
        assertEquals(
                List.of(FILE
                        + "2:68: Patroni ignores 'max_connections' for a single node: all members must agree on it;"
                        + " set it under 'postgresql.parameters' of the cluster"),
                Definitions.problems(
                        "nodes: {pg1: {address: 10.0.0.1, postgresql: {parameters: {a.b: 1, max_connections: 99}}}}\n"));
    }

    @Test
    void aParameterCannotBeTakenFromASingleNode() {
        assertEquals(
                List.of(FILE
                        + "2:60: 'work_mem' cannot be taken away from a single node: what is set for the cluster lies"
                        + " in the DCS, which all members share; give the node a value of its own"),
                Definitions.problems(
                        "nodes: {pg1: {address: 10.0.0.1, postgresql: {parameters: {work_mem: null}}}}\n"));
    }

    @Test
    void whatAClusterNeedsIsMissedOnce() {
        DefinitionSet set = DefinitionReader.read(
                DefinitionFiles.of(Map.of("clusters/pay.yaml", "cluster: pay\nusers: {rewind: {}}\nnodes: {}\n")));

        assertEquals(
                List.of(
                        "clusters/pay.yaml:1:10: the cluster has no 'layout'; say where things live on the nodes, such"
                                + " as debian or el, here or in fleet.yaml",
                        "clusters/pay.yaml:1:10: the cluster has no 'postgresql.version'; give the major version, such as"
                                + " 17, here or in fleet.yaml",
                        "clusters/pay.yaml:1:10: the cluster has no 'users.replication.password'; say where it is kept:"
                                + " {env: VARIABLE} or {file: PATH, key: KEY}, here or in fleet.yaml",
                        "clusters/pay.yaml:1:10: the cluster has no 'users.rewind.password'; say where it is kept:"
                                + " {env: VARIABLE} or {file: PATH, key: KEY}, here or in fleet.yaml",
                        "clusters/pay.yaml:1:10: the cluster has no 'users.superuser.password'; say where it is kept:"
                                + " {env: VARIABLE} or {file: PATH, key: KEY}, here or in fleet.yaml",
                        "clusters/pay.yaml:3:8: 'nodes' must be a map with at least one entry, found an empty map; write lines"
                                + " 'NAME: VALUE' below, indented; a name is a node name: letters, digits, '.', - and _, with a"
                                + " letter or digit at both ends"),
                set.problems().stream().map(Object::toString).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'pg;rm': {address: 10.0.0.1}                | 2:9: 'pg;rm' under 'nodes' must be a node name: letters, digits, '.', - and _, with a letter or digit at both ends
                    pg1: {address: 10.0.0.300}                  | 2:24: 'nodes.pg1.address' must be an IPv4 or IPv6 address or a host name, found the text '10.0.0.300'
                    pg1: {address: '1::2::3'}                   | 2:24: 'nodes.pg1.address' must be an IPv4 or IPv6 address or a host name, found the text '1::2::3'
                    pg1: {address: '$(reboot)'}                 | 2:24: 'nodes.pg1.address' must be an IPv4 or IPv6 address or a host name, found the text '$(reboot)'
                    pg1: {address: 127.0.0.1}                   | 2:24: 'address' must be one that other machines can reach, found '127.0.0.1': Patroni publishes it to the other members
                    pg1: {adress: 10.0.0.1, address: 10.0.0.1}  | 2:15: unknown key 'adress' under 'nodes.pg1'; did you mean 'address'?
                    pg1:                                        | 2:13: 'nodes.pg1' must be a map with 'address', found nothing; write lines 'KEY: VALUE' below, indented; known keys are address, host, member, layout, paths, units, postgresql, restapi, users, hba, etcd, pgedge, tags, ssh, watchdog, raw
                    pg1: {address: 10.0.0.1, member: a b}       | 2:42: 'nodes.pg1.member' must be a member name: letters, digits, '.', - and _, with a letter or digit at both ends, found the text 'a b'
                    pg1: {address: 10.0.0.1, paused: on}        | 2:34: 'paused' under 'nodes.pg1' does not stand here; it is one for all nodes of a cluster: set it at the top of the cluster's file or in fleet.yaml
                    """)
    void aMistakeInANodeSaysWhereWhatAndWhatToDo(String node, String problem) {
        assertEquals(List.of(FILE + problem), Definitions.problems("nodes: {" + node + "}\n"));
    }

    @Test
    void replicationThatPgHbaShutsOutIsRefused() {
        String rules = "raw: {local: {postgresql: {pg_hba: [\"host all all all md5\","
                + " \"host replication replicator 10.0.0.1/32 md5\"]}}}\n";
        String found = "2:36: pg_hba of node 'pg1', 'pg2', 'pg3' shuts out Patroni's replication connection as"
                + " 'replicator' on the node itself: no rule matches it; add 'host replication replicator 127.0.0.1/32"
                + " scram-sha-256'";

        assertEquals(
                List.of(
                        FILE + found,
                        FILE
                                + "2:36: pg_hba of node 'pg1', 'pg2' shuts out replication of 'replicator' from node 'pg3':"
                                + " no rule matches it; add 'host replication replicator 10.0.0.3/32 scram-sha-256'",
                        FILE
                                + "2:36: pg_hba of node 'pg1', 'pg3' shuts out replication of 'replicator' from node 'pg2':"
                                + " no rule matches it; add 'host replication replicator 10.0.0.2/32 scram-sha-256'"),
                Definitions.problems(rules));
    }

    @Test
    void theLineThatShutsPatroniItselfOutIsNamed() {
        String rules = """
                raw:
                  local:
                    postgresql:
                      pg_hba:
                        - host all app all reject
                        - host all,replication all 127.0.0.0/8 reject
                        - host all,replication all 0.0.0.0/0 md5
                """;

        assertEquals(
                List.of(
                        FILE
                                + "7:11: pg_hba of node 'pg1', 'pg2', 'pg3' shuts out Patroni's own connection as 'postgres':"
                                + " line 2 'host all,replication all 127.0.0.0/8 reject' rejects it; put 'host postgres"
                                + " postgres 127.0.0.1/32 scram-sha-256' before it",
                        FILE + "7:11: pg_hba of node 'pg1', 'pg2', 'pg3' shuts out Patroni's replication connection as"
                                + " 'replicator' on the node itself: line 2 'host all,replication all 127.0.0.0/8 reject'"
                                + " rejects it; put 'host replication replicator 127.0.0.1/32 scram-sha-256' before it"),
                Definitions.problems(rules));
    }

    @Test
    void aConnectionThatTheDefinitionRequiresIsLetInOrRefusedWithTheRule() {
        String connections = """
                hba: ["hostssl orders app 10.1.0.0/16 scram-sha-256"]
                postgresql: {parameters: {ssl: on}}
                connections:
                  - {user: app, database: orders, address: 10.1.2.0/24, ssl: true}
                  - {user: app, database: orders, address: 10.1.2.3, ssl: false}
                  - {user: app, database: orders, address: 10.0.0.0/8}
                """;

        assertEquals(
                List.of(
                        FILE
                                + "6:5: pg_hba of node 'pg1', 'pg2', 'pg3' shuts out 'app' to database 'orders' from 10.1.2.3"
                                + " without TLS: no rule matches it; add 'host orders app 10.1.2.3/32 scram-sha-256'",
                        FILE
                                + "7:5: warning: pg_hba of node 'pg1', 'pg2', 'pg3' may shut out 'app' to database 'orders'"
                                + " from 10.0.0.0/8: line 12 'hostssl orders app 10.1.0.0/16 scram-sha-256' decides by what"
                                + " only the server knows; put 'host orders app 10.0.0.0/8 scram-sha-256' before it"),
                Definitions.problems(connections));
    }

    @Test
    void wherePatroniWritesNoPgHbaNothingIsClaimed() {
        String connections =
                "raw: {local: {postgresql: {pg_hba: null}}}\nconnections: [{user: app, database: orders}]\n";

        assertEquals(
                List.of(FILE
                        + "3:15: warning: pg_hba of node 'pg1', 'pg2', 'pg3' may shut out 'app' to database 'orders'"
                        + " through the socket: Patroni does not write this file, so its content is unknown here; give the rules"
                        + " in 'hba'"),
                Definitions.problems(connections));
    }

    @Test
    void aListInTheDcsIsJudgedWhereNoFileHasOne() {
        String rules =
                "raw: {local: {postgresql: {pg_hba: null}}, dynamic: {postgresql: {pg_hba: [local all all peer]}}}\n";

        List<String> problems = Definitions.problems(rules);

        assertTrue(
                problems.stream()
                        .anyMatch(problem -> problem.startsWith(FILE + "2:75: pg_hba")
                                && problem.contains(
                                        "shuts out Patroni's own connection as 'postgres': no rule matches it")),
                problems::toString);
    }

    @Test
    void rawLinesAndThoseOfANodeAreHeldToTheVersionToo() {
        String oauth =
                ": PostgreSQL 17 has no method 'oauth', which came with 18; it would refuse the whole pg_hba.conf:"
                        + " take another method";

        assertEquals(
                List.of(FILE + "2:40" + oauth),
                Definitions.problems("nodes: {pg1: {address: 10.0.0.1, hba: [\"host all all all oauth\"]}}\n"));
        assertEquals(
                List.of(FILE + "2:37: 'garbage' is no method of pg_hba; known are trust, reject, scram-sha-256, md5,"
                        + " password, gss, sspi, ident, peer, ldap, radius, cert, pam, bsd, oauth"),
                Definitions.problems("raw: {local: {postgresql: {pg_hba: [\"host all all all garbage\"]}}}\n").stream()
                        .filter(problem -> problem.contains("garbage"))
                        .toList());
    }

    @Test
    void aNodeThatTakesAwayWhatItNeedsIsNamed() {
        assertEquals(
                List.of(FILE + "2:9: null leaves this node without 'users.superuser.password'; say where it is kept:"
                        + " {env: VARIABLE} or {file: PATH, key: KEY}"),
                Definitions.problems("nodes: {pg1: {address: 10.0.0.1, users: {superuser: null}}}\n"));
    }

    @Test
    void nodesOfOneClusterHaveLayoutsOfOneKind() {
        assertEquals(
                List.of(FILE + "2:42: node 'pg1' has the layout 'pgedge-packages-el' in a cluster of layout 'debian',"
                        + " which finds its DCS elsewhere; give all nodes layouts of one kind"),
                Definitions.problems("nodes: {pg1: {address: 10.0.0.1, layout: pgedge-packages-el}}\n"));
    }

    @Test
    void anOlderPostgresqlTakesARegularExpressionForAName() {
        assertEquals(
                List.of(FILE + "3:7: PostgreSQL 15 takes what begins with '/' for a name; regular expressions in pg_hba"
                        + " came with 16: write the names out"),
                Definitions.problems("postgresql: {version: 15}\nhba: [\"host a /^b all md5\"]\n"));
    }

    @Test
    void membersThatDifferInNoLetterWouldShareASlot() {
        assertEquals(
                List.of(FILE
                        + "4:3: members 'pg-1' and 'PG.1' would share the replication slot 'pg_1'; give one another"
                        + " 'member' name"),
                Definitions.problems("""
                        nodes:
                          pg-1: {address: 10.0.0.1}
                          PG.1: {address: 10.0.0.2}
                        etcd: {hosts: [a]}
                        """));
    }

    @Test
    void strictModeWithOneNodeIsAWarning() {
        assertEquals(
                List.of(FILE
                        + "2:36: warning: 'synchronous_mode_strict' with one node lets no transaction commit; add a"
                        + " node or remove it"),
                Definitions.problems("patroni: {synchronous_mode_strict: true}\nnodes: {pg1: {address: 10.0.0.1}}\n"));
    }

    @Test
    void aKeyThatStandsTwiceIsAnError() {
        List<String> problems =
                Definitions.problems("nodes:\n  pg1: {address: 10.0.0.1}\n  pg1: {address: 10.0.0.2}\n");

        assertEquals(1, problems.size());
        assertTrue(problems.get(0).startsWith(FILE + "4:3: "), problems.get(0));
    }

    @Test
    void veryLongTextsAreRefusedAndNotShownWhole() {
        List<String> problems = Definitions.problems("paths: {data_dir: " + "/a".repeat(100_000) + "}\n");

        assertEquals(1, problems.size());
        assertTrue(problems.get(0).length() < 400);
    }
}
