package dev.patrol.settings;

import dev.patrol.address.Address;
import dev.patrol.metrics.MetricsTextfile;
import dev.patrol.remote.etcd.EtcdSettings;
import dev.patrol.remote.rest.RestSettings;
import dev.patrol.remote.ssh.SshSettings;
import dev.patrol.shape.Choice;
import dev.patrol.shape.Group;
import dev.patrol.shape.Key;
import dev.patrol.shape.Key.Presence;
import dev.patrol.shape.Kind;
import dev.patrol.shape.SecretPlace;
import dev.patrol.shape.Text;
import dev.patrol.shape.WholeNumber;
import dev.patrol.units.Quantity;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every key of the settings file: its kind and what it is for. The reader checks the file against this table, and the
 * JSON Schema is written from it.
 */
final class SettingsKeys {
    private static final Kind TEXT = Text.ONE_LINE;
    private static final Kind PATH = SecretPlace.FILE;
    private static final Kind SECRET = new SecretPlace();
    private static final Kind TIME = new Text(Quantity.TIME.expected(), Quantity.TIME.pattern());
    private static final Kind SIZE = new Text(Quantity.SIZE.expected(), Quantity.SIZE.pattern());
    private static final Kind TEXTFILE = Text.of(
            "the path of a file that ends in " + MetricsTextfile.SUFFIX + ", or node_exporter does not read it",
            "[^\\u0000-\\u001f]*\\" + MetricsTextfile.SUFFIX);

    private record Row(String name, Key key) {}

    private SettingsKeys() {}

    /** The outermost map of the file. */
    static Group all() {
        return group(
                key("repo", TEXT, "The repository of definitions: a Git URL, or a folder"),
                key("revision", TEXT, "Branch, tag or commit; the head of the default branch by default"),
                key("state_directory", PATH, "Where clones and the last status of every cluster are kept"),
                key("secrets_directory", PATH, "Where the files lie that definitions refer to"),
                key("parallelism", new WholeNumber(1, 256), "Clusters that are worked on at a time; 8 by default"),
                section("ssh", "How nodes are reached", ssh()),
                section("git", "How the Git server is reached", git()),
                section("rest", "How Patroni's REST API is reached", rest()),
                section("etcd", "How etcd is reached", etcd()),
                section("schedule", "When serve makes passes", schedule()),
                key("listen", address(Address.HOST_PORT), "Where serve answers; 127.0.0.1:9479 by default"),
                key("metrics_textfile", TEXTFILE, "A file for node_exporter"),
                section("limits", "How long to wait before a step has failed", limits()),
                section("safety", "What must hold before a member is restarted", safety()));
    }

    private static Group ssh() {
        return group(
                key("user", TEXT, "Whom to log in as; who runs Patrol by default"),
                key("key", PATH, "Private key; a certificate beside it is used"),
                key("passphrase", SECRET, "Where the key's passphrase is kept"),
                key("known_hosts", PATH, "Host keys of the nodes; ~/.ssh/known_hosts by default"),
                key("host_key_checking", words(SshSettings.Checking.class), "For nodes whose host key is not known"),
                key("jump", address(Address.USER_HOST_MAYBE_PORT), "The only machine that reaches the nodes"),
                key("become", words(SshSettings.Become.class), "How to become root on a node; sudo by default"),
                key("connect_timeout", TIME, "For the connection, and again for the login; 10s by default"),
                key("command_timeout", TIME, "For one request to a node; 30s by default"));
    }

    private static Group git() {
        return group(
                key("username", TEXT, "With token; git by default"),
                key("token", SECRET, "Where the token or password for https is kept"),
                key("key", PATH, "Private key for ssh; those in ~/.ssh by default"),
                key("passphrase", SECRET, "Where the key's passphrase is kept"),
                key("known_hosts", PATH, "Host keys of the Git server; ~/.ssh/known_hosts by default"),
                key("timeout", TIME, "After which a silent server is given up; 1min by default"));
    }

    private static Group rest() {
        return group(
                key("via", words(RestSettings.Via.class), "From the node itself, or from here; ssh by default"),
                key("ca_file", PATH, "Who may have signed the REST API's certificates; with via: direct"),
                key("timeout", TIME, "For one request; 10s by default"));
    }

    private static Group etcd() {
        return group(
                key("via", words(EtcdSettings.Via.class), "From a node, or from here; ssh by default"),
                key("ca_file", PATH, "Who may have signed etcd's certificates"),
                key("cert_file", PATH, "Client certificate for etcd"),
                key("key_file", PATH, "The client certificate's key"),
                key("timeout", TIME, "For all of etcd's hosts together; 20s by default"));
    }

    private static Group schedule() {
        return group(
                key("interval", TIME, "Between the beginnings of two passes; 1min by default"),
                key("cron", TEXT, "Instead of an interval: a crontab's five fields, or Quartz's"));
    }

    private static Group limits() {
        return group(
                key("start", TIME, "Until a member that was started is primary, or streams; 5min by default"),
                key("restart", TIME, "Until a restart of PostgreSQL has ended; 5min by default"),
                key("health", TIME, "Until a cluster is healthy again after a step; 2min by default"));
    }

    private static Group safety() {
        return group(
                key("maximum_lag", SIZE, "A member restarts only while no replica is further behind; 16MB by default"));
    }

    private static Kind address(Address form) {
        return new Text(form.expected(), form.pattern());
    }

    private static Kind words(Class<? extends Enum<?>> choices) {
        return Choice.ofWords(
                Arrays.stream(choices.getEnumConstants()).map(Words::of).toArray(String[]::new));
    }

    private static Row key(String name, Kind kind, String description) {
        return new Row(name, new Key(kind, Presence.OPTIONAL, description));
    }

    // Nothing, where every line below is a comment.
    private static Row section(String name, String description, Group keys) {
        return new Row(name, new Key(keys, Presence.REMOVABLE, description));
    }

    private static Group group(Row... rows) {
        Map<String, Key> keys = new LinkedHashMap<>();
        List.of(rows).forEach(row -> keys.put(row.name(), row.key()));
        return new Group(keys, Map.of());
    }
}
