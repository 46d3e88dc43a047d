package dev.patrol.observe;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.RestEndpoint;
import dev.patrol.problem.Reason;
import dev.patrol.remote.NodeReading.DataDirectory;
import dev.patrol.remote.NodeReading.FileTimes;
import dev.patrol.remote.NodeReading.PatroniProcess;
import dev.patrol.remote.NodeReading.UnitState;
import dev.patrol.render.FileTag;
import dev.patrol.tree.ConfigTree;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A node that answered.
 *
 * @param file Patroni's file, if there is one
 * @param units systemd's state of the units that the layout names
 * @param member what Patroni's REST API says of this member; empty when Patroni did not answer
 * @param dynamic the dynamic configuration as this member knows it
 * @param restAt where that API answered; another place than the definition's where Patroni has not opened that one yet
 * @param restFailure why Patroni's REST API, or one of its answers, could not be read, where that is so
 * @param process Patroni's process
 * @param server what the running server says; empty where none runs or it could not be asked
 * @param serverFailure why a server that runs could not be asked
 */
public record NodeSeen(
        NodeName name,
        Optional<FileSeen> file,
        Map<String, UnitState> units,
        DataDirectory dataDirectory,
        Optional<MemberSeen> member,
        Optional<ConfigTree> dynamic,
        Optional<RestEndpoint> restAt,
        Optional<Reason> restFailure,
        PatroniProcess process,
        Optional<ServerSeen> server,
        Optional<Reason> serverFailure)
        implements NodeObservation {

    public NodeSeen {
        units = Map.copyOf(units);
    }

    /**
     * Whether Patroni shows that it has read the file that stands there now. A file without a tag has nothing to show: it
     * counts as read unless it is newer than Patroni's process and than the server's last look at its own files, which
     * every reload of Patroni brings about.
     */
    public boolean hasReadItsFile() {
        return showsTagOfFile() && !(fileTag().isEmpty() && isFileNewerThanAnyReading());
    }

    public boolean showsTagOfFile() {
        return member.filter(seen -> FileTag.in(seen.tags()).equals(fileTag())).isPresent();
    }

    private boolean isFileNewerThanAnyReading() {
        Optional<Instant> modified = file.flatMap(FileSeen::times).map(FileTimes::modified);
        return modified.isPresent()
                && process.started().filter(modified.get()::isAfter).isPresent()
                && server.map(ServerSeen::loaded)
                        .filter(modified.get()::isAfter)
                        .isPresent();
    }

    public Optional<String> fileTag() {
        return file.flatMap(FileSeen::tree).flatMap(FileTag::of);
    }

    /**
     * The dynamic configuration that this member's Patroni works with. It follows {@link #dynamic}, once everything that a
     * change brings about is done and judged: the server has been told to read its files, and what waits for a restart is
     * known.
     */
    public Optional<ConfigTree> applied() {
        return dataDirectory.applied().flatMap(MemberReader::config);
    }

    public UnitState unit(String unitName) {
        return units.getOrDefault(unitName, UnitState.NOT_FOUND);
    }

    /** Whether systemd runs Patroni on this node or is about to. */
    public boolean runsPatroni(NodeDefinition node) {
        return isRunning(node.layout().units().patroni());
    }

    /** Whether systemd runs the unit or is about to. */
    public boolean isRunning(String unitName) {
        String active = unit(unitName).active();
        return active.equals("active") || active.equals("activating") || active.equals("reloading");
    }

    /** Whether the unit would be started at boot or by its distribution's own tools. */
    public boolean isEnabled(String unitName) {
        String enabled = unit(unitName).enabled();
        return enabled.startsWith("enabled") || enabled.startsWith("linked") || enabled.equals("generated");
    }
}
