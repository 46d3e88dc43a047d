package dev.patrol.settings;

import dev.patrol.address.HostPort;
import dev.patrol.apply.Limits;
import dev.patrol.daemon.DaemonSettings;
import dev.patrol.remote.etcd.EtcdSettings;
import dev.patrol.remote.rest.RestSettings;
import dev.patrol.safety.SafetyRules;
import java.nio.file.Path;
import java.util.Optional;

/**
 * All settings, with defaults where the file says nothing.
 *
 * @param repository a Git URL, or a path that is absolute; empty when only the command line can name one
 * @param revision empty: the head of the default branch
 */
public record Settings(
        Optional<String> repository,
        Optional<String> revision,
        Folders folders,
        Access access,
        Passes passes,
        Serving serving) {
    /**
     * Folders on this machine.
     *
     * @param state where clones and the last status of every cluster are kept
     * @param secrets where the files lie that definitions refer to; empty: beside the definitions
     */
    public record Folders(Path state, Optional<Path> secrets) {}

    /** How others are reached. */
    public record Access(SshOptions ssh, GitOptions git, RestSettings rest, EtcdSettings etcd) {}

    /**
     * How passes are made.
     *
     * @param parallelism number of clusters that are worked on at a time
     */
    public record Passes(int parallelism, Limits limits, SafetyRules safety) {}

    /** What the daemon does between passes, and where metrics go. */
    public record Serving(DaemonSettings daemon, HostPort listen, Optional<Path> metricsTextfile) {}

    /** All settings that are in effect, as YAML that could stand in the file. It holds no secret, only references. */
    public String effective() {
        return SettingsText.of(this);
    }
}
