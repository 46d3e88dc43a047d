package dev.patrol.remote.ssh;

import dev.patrol.address.HostPort;
import dev.patrol.definition.Layout;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.RestEndpoint;
import dev.patrol.definition.SshTarget;
import dev.patrol.lab.Lab;
import dev.patrol.problem.Location;
import dev.patrol.remote.ssh.SshSettings.Checking;
import dev.patrol.remote.ssh.SshSettings.Identity;
import dev.patrol.remote.ssh.SshSettings.JumpHost;
import dev.patrol.remote.ssh.SshSettings.KnownHosts;
import dev.patrol.remote.ssh.SshSettings.Limits;
import dev.patrol.tree.ConfigTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Definitions of lab nodes, and settings that reach them. */
final class Nodes {
    private static final Limits SHORT = new Limits(Duration.ofSeconds(3), Duration.ofSeconds(6), Duration.ofSeconds(5));

    private final Lab lab;

    Nodes(Lab lab) {
        this.lab = lab;
    }

    NodeDefinition node(String name) {
        return at(name, lab.ssh(name), Optional.empty());
    }

    NodeDefinition as(String name, String user) {
        return at(name, lab.ssh(name), Optional.of(user));
    }

    NodeDefinition at(String name, HostPort address, Optional<String> user) {
        String version = lab.postgresqlVersion();
        Layout.Paths paths = new Layout.Paths(
                "/etc/patroni/" + version + "-main.yml",
                "/var/lib/postgresql/" + version + "/main",
                Optional.empty(),
                "/usr/lib/postgresql/" + version + "/bin",
                "/var/lib/postgresql/.pgpass",
                new Layout.Tools("patroni", "patronictl"));
        Layout.Units units = new Layout.Units("patroni@" + version + "-main", "postgresql@" + version + "-main");
        RestEndpoint rest = new RestEndpoint("http", new HostPort(lab.ssh("pg1").host(), 8008));
        return new NodeDefinition(
                new NodeName(name),
                Location.NOWHERE,
                name,
                new NodeDefinition.Server(address.host(), 17),
                new SshTarget(address, user),
                new Layout(units, paths),
                rest,
                ConfigTree.EMPTY);
    }

    /** Restarts a node's sshd with these lines before its usual configuration; empty: as it was. */
    void sshd(String node, String lines) {
        String file = "/etc/ssh/sshd_config.d/0.conf";
        lab.exec(node, "sh", "-c", "printf '%s\\n' \"$1\" >" + file, "sh", lines);
        // Not a reload: that closes the port for a moment, and does not tell when it is open again.
        lab.shell(node, "systemctl reset-failed ssh; systemctl restart ssh");
    }

    SshSettings settings() {
        return with(new Identity.KeyFile(lab.key(), Optional.empty()));
    }

    SshSettings with(Identity identity) {
        return with(identity, new KnownHosts(lab.knownHosts(), Checking.STRICT), Optional.empty());
    }

    SshSettings knowing(Path knownHosts, Checking checking) {
        return with(
                new Identity.KeyFile(lab.key(), Optional.empty()),
                new KnownHosts(knownHosts, checking),
                Optional.empty());
    }

    SshSettings through(String jumpHost) {
        return with(
                new Identity.KeyFile(lab.key(), Optional.empty()),
                new KnownHosts(lab.knownHosts(), Checking.STRICT),
                Optional.of(new JumpHost(lab.ssh(jumpHost), Optional.of("nosudo"))));
    }

    private static SshSettings with(Identity identity, KnownHosts knownHosts, Optional<JumpHost> jumpHost) {
        return new SshSettings("patrol", identity, knownHosts, jumpHost, SshSettings.Become.SUDO, SHORT);
    }
}
