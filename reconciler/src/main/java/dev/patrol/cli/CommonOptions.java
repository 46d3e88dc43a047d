package dev.patrol.cli;

import dev.patrol.definition.ClusterName;
import dev.patrol.definition.NodeName;
import dev.patrol.reconcile.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options of all commands that read definitions; {@code import}, which writes them, has its own. */
public final class CommonOptions {
    @Option(names = "--repo", paramLabel = "URL-or-path", description = "Git repository or directory of definitions")
    private Optional<String> repo = Optional.empty();

    @Option(names = "--revision", paramLabel = "REV", description = "branch, tag or commit (default: the branch head)")
    private Optional<String> revision = Optional.empty();

    @Option(names = "--cluster", paramLabel = "NAME", description = "only this cluster (repeatable)")
    private List<String> clusters = new ArrayList<>();

    @Option(names = "--node", paramLabel = "NAME", description = "only this node (repeatable)")
    private List<String> nodes = new ArrayList<>();

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json; plan also markdown (default: text)")
    private String format = "text";

    @Option(names = "--settings", paramLabel = "FILE", description = "how to reach nodes, where to keep state")
    private Optional<Path> settings = Optional.empty();

    @Option(
            names = "--metrics-textfile",
            paramLabel = "FILE",
            description = "write metrics there for node_exporter, atomically")
    private Optional<Path> metricsTextfile = Optional.empty();

    @Option(
            names = {"-v", "--verbose"},
            description = "say more on stderr")
    private boolean verbose;

    public Optional<String> repo() {
        return repo;
    }

    public Optional<String> revision() {
        return revision;
    }

    public Optional<Path> settings() {
        return settings;
    }

    public Optional<Path> metricsTextfile() {
        return metricsTextfile;
    }

    public boolean verbose() {
        return verbose;
    }

    Selection selection() {
        return new Selection(named(clusters, "cluster", ClusterName::new), named(nodes, "node", NodeName::new));
    }

    Format format(Format... allowed) {
        return Format.parse(format, allowed);
    }

    private static <T> java.util.Set<T> named(List<String> names, String what, Function<String, T> parse) {
        try {
            return names.stream().map(parse).collect(Collectors.toSet());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--" + what + ": " + e.getMessage(), e);
        }
    }
}
