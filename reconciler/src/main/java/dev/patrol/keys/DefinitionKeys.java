package dev.patrol.keys;

import static dev.patrol.keys.KeyTable.ALL;
import static dev.patrol.keys.KeyTable.CLUSTER_ONLY;
import static dev.patrol.keys.KeyTable.NODE_ONLY;
import static dev.patrol.keys.KeyTable.PER_CLUSTER;
import static dev.patrol.keys.KeyTable.SHARED;
import static dev.patrol.keys.KeyTable.inList;

import dev.patrol.hba.HbaWords;
import dev.patrol.shape.Choice;
import dev.patrol.shape.Entries;
import dev.patrol.shape.Group;
import dev.patrol.shape.Key;
import dev.patrol.shape.Key.Presence;
import dev.patrol.shape.Kind;
import dev.patrol.shape.ListOf;
import dev.patrol.shape.OpenMap;
import dev.patrol.shape.Scalar;
import dev.patrol.shape.SecretPlace;
import dev.patrol.shape.Shorthand;
import dev.patrol.shape.WholeNumber;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every key of the definition language: its kind, where it may be set, what it is for. The reader checks files against
 * this table, and the JSON Schemas are written from it.
 */
public final class DefinitionKeys {
    private static final Kind FLAG = Choice.FLAG;
    private static final Kind PORT = new WholeNumber(1, 65_535);
    private static final Kind NOT_NEGATIVE = new WholeNumber(0, WholeNumber.LARGEST);
    private static final Kind SECRET = new SecretPlace();
    private static final Kind PARAMETERS = new Entries(Forms.PARAMETER, new Scalar(), true);
    private static final Kind WATCHDOG_MODE =
            new Choice("one of off, automatic, required", List.of("off", false, "automatic", "required"));
    private static final Kind SYNCHRONOUS_MODE = new Choice("true, false or 'quorum'", List.of(true, false, "quorum"));
    private static final Kind HBA_FIELDS = new Shorthand(Forms.HBA_FIELD, new ListOf(Forms.HBA_FIELD));

    private static final Kind HBA_TYPE = Choice.ofWords(HbaWords.TYPES.toArray(String[]::new));
    private static final Kind HBA_METHOD = Choice.ofWords(HbaWords.METHODS.toArray(String[]::new));

    // layout/LayoutPreset has one for each.
    private static final Kind LAYOUT = Choice.ofWords(
            "debian",
            "el",
            "pgedge-documented-debian",
            "pgedge-documented-el",
            "pgedge-packages-debian",
            "pgedge-packages-el");

    private static final KeyTable TABLE = new KeyTable();

    static {
        identity();
        places();
        postgresql();
        patroni();
        restApi();
        users();
        access();
        etcd();
        pgEdge();
        perNode();
        PolicyKeys.addTo(TABLE);
        TABLE.row("raw", ALL, "Keys of Patroni itself that this language has no word for; merged last");
        TABLE.row("raw.local", ALL, new OpenMap(), "Merged into each node's Patroni file; null removes a key");
        TABLE.row("raw.dynamic", SHARED, new OpenMap(), "Merged into the configuration in the DCS; null removes a key");
    }

    private static final Group FLEET = TABLE.group(Level.FLEET);
    private static final Group CLUSTER = clusterWithNodes();

    private DefinitionKeys() {}

    /** Every key by its dotted path, in the order of the schemas. */
    public static List<String> paths() {
        return TABLE.paths();
    }

    /** The outermost map of {@code fleet.yaml}. */
    public static Group fleet() {
        return FLEET;
    }

    /** The outermost map of a cluster's file, {@code nodes} included. */
    public static Group cluster() {
        return CLUSTER;
    }

    private static Group clusterWithNodes() {
        Map<String, Key> keys = new LinkedHashMap<>(TABLE.group(Level.CLUSTER).keys());
        keys.put("nodes", nodes(Presence.OPTIONAL));
        Kind zones = new Entries(Forms.ZONE, zone(), false);
        keys.put(
                "zones", inList(zones, Presence.OPTIONAL, "The zones by number: each is a Patroni cluster NAME-zZONE"));
        Map<String, String> elsewhere =
                new LinkedHashMap<>(TABLE.group(Level.CLUSTER).elsewhere());
        elsewhere.keySet().removeAll(keys.keySet());
        return new Group(keys, elsewhere, List.of("nodes", "zones"));
    }

    private static Group zone() {
        Map<String, Key> keys = new LinkedHashMap<>(TABLE.group(Level.ZONE).keys());
        keys.put("nodes", nodes(Presence.REQUIRED));
        Map<String, String> elsewhere =
                new LinkedHashMap<>(TABLE.group(Level.ZONE).elsewhere());
        elsewhere.keySet().removeAll(keys.keySet());
        return new Group(keys, elsewhere);
    }

    private static Key nodes(Presence presence) {
        Kind nodes = new Entries(Forms.NODE_NAME, TABLE.group(Level.NODE), false);
        return inList(nodes, presence, "The nodes by name; the first starts a new cluster");
    }

    private static void identity() {
        TABLE.required("cluster", CLUSTER_ONLY, Forms.CLUSTER_NAME, "The cluster's name, unique in the fleet");
        TABLE.required("address", NODE_ONLY, Forms.ADDRESS, "Where the other nodes, etcd and Patrol reach the node");
        TABLE.row("host", NODE_ONLY, Forms.HOST_OF_NODE, "The name that members publish, where it is not the address");
        TABLE.row("member", NODE_ONLY, Forms.MEMBER, "Patroni's name for the node; the node's own name by default");
    }

    private static void places() {
        TABLE.row("layout", ALL, LAYOUT, "Where things live on the nodes: units, paths, file names");
        TABLE.row("paths", ALL, "Paths that differ from the layout's");
        TABLE.row("paths.patroni_config", ALL, Forms.ABSOLUTE_PATH, "Patroni's file");
        TABLE.row("paths.data_dir", ALL, Forms.ABSOLUTE_PATH, "PostgreSQL's data directory");
        TABLE.row("paths.config_dir", ALL, Forms.ABSOLUTE_PATH, "PostgreSQL's configuration, if not in data_dir");
        TABLE.row("paths.bin_dir", ALL, Forms.ABSOLUTE_PATH, "PostgreSQL's executables");
        TABLE.row("paths.pgpass", ALL, Forms.ABSOLUTE_PATH, "The password file that Patroni writes for itself");
        TABLE.row("paths.patroni", ALL, Forms.TOOL, "The command patroni");
        TABLE.row("paths.patronictl", ALL, Forms.TOOL, "The command patronictl");
        TABLE.row("units", ALL, "systemd units that differ from the layout's");
        TABLE.row("units.patroni", ALL, Forms.UNIT, "The unit that runs Patroni");
        TABLE.row("units.postgresql", ALL, Forms.UNIT, "The distribution's own unit for the same data directory");
    }

    private static void postgresql() {
        TABLE.row("postgresql", ALL, "PostgreSQL itself");
        TABLE.row("postgresql.version", SHARED, new WholeNumber(13, 18), "The major version");
        TABLE.row("postgresql.port", ALL, PORT, "The port; 5432 by default");
        TABLE.row("postgresql.listen", ALL, Forms.LISTEN_LIST, "Where it listens; 0.0.0.0 by default");
        TABLE.row(
                "postgresql.parameters",
                ALL,
                PARAMETERS,
                "Parameters by name: a cluster's and the fleet's go to the DCS, a node's own into its Patroni file");
    }

    private static void patroni() {
        TABLE.row("patroni", SHARED, "What Patroni keeps in the DCS for all members");
        TABLE.row("patroni.scope", PER_CLUSTER, Forms.SCOPE, "Patroni's name for the cluster; the layout's by default");
        TABLE.row("patroni.namespace", SHARED, Forms.NAMESPACE, "The folder in the DCS; the layout's by default");
        TABLE.row(
                "patroni.ttl",
                SHARED,
                new WholeNumber(20, WholeNumber.LARGEST),
                "Seconds that a leader key lives; 30 by default");
        TABLE.row(
                "patroni.loop_wait",
                SHARED,
                new WholeNumber(1, WholeNumber.LARGEST),
                "Seconds between two loops; 10 by default");
        TABLE.row(
                "patroni.retry_timeout",
                SHARED,
                new WholeNumber(3, WholeNumber.LARGEST),
                "Seconds for which DCS and PostgreSQL are retried; 10 by default");
        TABLE.row(
                "patroni.maximum_lag_on_failover",
                SHARED,
                NOT_NEGATIVE,
                "Bytes a standby may lag and still be promoted; 1048576 by default");
        TABLE.row(
                "patroni.maximum_lag_on_syncnode",
                SHARED,
                new WholeNumber(-1, WholeNumber.LARGEST),
                "Bytes a synchronous standby may lag before another replaces it; -1: never");
        TABLE.row("patroni.max_timelines_history", SHARED, NOT_NEGATIVE, "Timelines kept in the DCS; 0: all");
        TABLE.row("patroni.check_timeline", SHARED, FLAG, "Whether only a member on the newest timeline may lead");
        TABLE.row("patroni.primary_start_timeout", SHARED, NOT_NEGATIVE, "Seconds a crashed primary has to come back");
        TABLE.row("patroni.primary_stop_timeout", SHARED, NOT_NEGATIVE, "Seconds a synchronous primary has to stop");
        TABLE.row("patroni.synchronous_mode", SHARED, SYNCHRONOUS_MODE, "Whether commits wait for a standby");
        TABLE.row(
                "patroni.synchronous_mode_strict", SHARED, FLAG, "Whether commits wait even while no standby is there");
        TABLE.row(
                "patroni.synchronous_node_count",
                SHARED,
                new WholeNumber(1, WholeNumber.LARGEST),
                "How many standbys commits wait for");
        TABLE.row(
                "patroni.failsafe_mode", SHARED, FLAG, "Whether a primary that sees all members survives without DCS");
        TABLE.row(
                "patroni.slots",
                SHARED,
                new Entries(Forms.SLOT, new OpenMap(), true),
                "Replication slots that Patroni keeps on every leader, by name");
        TABLE.row(
                "patroni.ignore_slots",
                SHARED,
                new ListOf(new OpenMap()),
                "Which slots Patroni leaves alone, by matchers");
        TABLE.row(
                "patroni.use_pg_rewind",
                SHARED,
                FLAG,
                "Whether pg_rewind brings a former leader back; true by default");
        TABLE.row("patroni.use_slots", SHARED, FLAG, "Whether each member has a replication slot; true by default");
    }

    private static void restApi() {
        TABLE.row("restapi", ALL, "Patroni's REST API");
        TABLE.row("restapi.port", ALL, PORT, "The port; 8008 by default");
        TABLE.row("restapi.listen", ALL, Forms.LISTEN, "Where it listens; 0.0.0.0 by default");
        TABLE.row("restapi.authentication", ALL, "What calls that change something must show");
        TABLE.row("restapi.authentication.username", ALL, Forms.ONE_LINE, "The user name");
        TABLE.row("restapi.authentication.password", ALL, SECRET, "Where the password is kept");
        TABLE.row("restapi.certfile", ALL, Forms.ABSOLUTE_PATH, "The server's certificate: the API speaks HTTPS");
        TABLE.row("restapi.keyfile", ALL, Forms.ABSOLUTE_PATH, "The certificate's key");
        TABLE.row("restapi.cafile", ALL, Forms.ABSOLUTE_PATH, "The authority that signs clients' certificates");
        TABLE.row(
                "restapi.verify_client",
                ALL,
                Choice.ofWords("none", "optional", "required"),
                "Who must show a certificate");
    }

    private static void users() {
        TABLE.row("users", ALL, "The database roles that the cluster itself works with");
        for (String user : List.of("superuser", "replication", "rewind")) {
            TABLE.row("users." + user, ALL, "The role for " + user);
            TABLE.row("users." + user + ".name", SHARED, Forms.ROLE, "The role's name");
            TABLE.row("users." + user + ".password", ALL, SECRET, "Where the password is kept");
        }
    }

    private static void access() {
        Map<String, Key> rule = new LinkedHashMap<>();
        rule.put("type", inList(HBA_TYPE, Presence.REQUIRED, "The kind of connection"));
        rule.put("database", inList(HBA_FIELDS, Presence.REQUIRED, "One database or a list, or all, replication, …"));
        rule.put("user", inList(HBA_FIELDS, Presence.REQUIRED, "One role or a list, or all, +group"));
        rule.put(
                "address",
                inList(Forms.HBA_FIELD, Presence.OPTIONAL, "The client: CIDR, host name, all; not for local"));
        rule.put("method", inList(HBA_METHOD, Presence.REQUIRED, "How the client proves who it is"));
        rule.put(
                "options",
                inList(
                        new Entries(Forms.HBA_OPTION, new Shorthand(new Scalar(), SECRET), false),
                        Presence.OPTIONAL,
                        "The method's options by name; a password by the place where it is kept"));
        TABLE.row(
                "hba",
                ALL,
                new ListOf(new Shorthand(Forms.HBA_RULE, new Group(rule, Map.of()))),
                "pg_hba rules, after those that the cluster itself needs");
    }

    private static void etcd() {
        TABLE.row("etcd", ALL, "The etcd that holds the cluster's leader key");
        TABLE.row("etcd.api", ALL, Choice.ofWords("v3", "v2"), "Which of etcd's two stores; v3 by default");
        TABLE.row("etcd.protocol", ALL, Choice.ofWords("http", "https"), "http by default");
        TABLE.row("etcd.port", ALL, PORT, "The port where a host names none; 2379 by default");
        TABLE.row("etcd.hosts", ALL, new ListOf(Forms.ETCD_HOST), "HOST or HOST:PORT; every node by default");
        TABLE.row("etcd.username", ALL, Forms.ONE_LINE, "etcd's user");
        TABLE.row("etcd.password", ALL, SECRET, "Where that user's password is kept");
        TABLE.row("etcd.cacert", ALL, Forms.ABSOLUTE_PATH, "The authority that signed etcd's certificate");
        TABLE.row("etcd.cert", ALL, Forms.ABSOLUTE_PATH, "The certificate that members show");
        TABLE.row("etcd.key", ALL, Forms.ABSOLUTE_PATH, "That certificate's key");
    }

    private static void pgEdge() {
        TABLE.row(
                "pgedge",
                ALL,
                "What the pgEdge layouts add: roles, databases and hosts that pg_hba lets in, and Spock");
        TABLE.row(
                "pgedge.databases",
                ALL,
                new ListOf(Forms.DATABASE),
                "The databases of the application; demo by default, and always postgres as well");
        TABLE.row("pgedge.user", ALL, Forms.ROLE, "The role of Spock's connections; pgedge by default");
        TABLE.row("pgedge.backup_user", ALL, Forms.ROLE, "The role of the backup servers; backrest by default");
        TABLE.row("pgedge.proxies", ALL, new ListOf(Forms.ADDRESS), "The proxies that the zone's clients come through");
        TABLE.row("pgedge.backups", ALL, new ListOf(Forms.ADDRESS), "The backup servers");
        TABLE.row("pgedge.spock", SHARED, FLAG, "Whether Spock is set up; true by default");
        TABLE.row("pgedge.snowflake", SHARED, FLAG, "Whether Snowflake is set up; true by default");
        TABLE.row(
                "pgedge.exception_behaviour",
                SHARED,
                Choice.ofWords("discard", "transdiscard", "sub_disable"),
                "What Spock does with a row that it cannot apply; transdiscard by default");
    }

    private static void perNode() {
        TABLE.row("tags", ALL, new Entries(Forms.TAG, new Scalar(), true), "Patroni's tags and your own, by name");
        TABLE.row("ssh", ALL, "How Patrol reaches the nodes");
        TABLE.row("ssh.host", NODE_ONLY, Forms.ADDRESS, "Where sshd answers; the node's address by default");
        TABLE.row("ssh.port", ALL, PORT, "sshd's port; 22 by default");
        TABLE.row("ssh.user", ALL, Forms.SYSTEM_USER, "Who logs in; Patrol's settings say by default");
        TABLE.row("watchdog", ALL, "The watchdog that resets a hanging primary's machine");
        TABLE.row("watchdog.mode", ALL, WATCHDOG_MODE, "off, automatic or required; automatic by default");
        TABLE.row("watchdog.device", ALL, Forms.ABSOLUTE_PATH, "/dev/watchdog by default");
        TABLE.row(
                "watchdog.safety_margin",
                ALL,
                new WholeNumber(-1, WholeNumber.LARGEST),
                "Seconds before ttl; -1: half of it");
    }
}
