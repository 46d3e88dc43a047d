package dev.patrol.cli;

import dev.patrol.ansible.Inventory;
import dev.patrol.ansible.InventoryReader;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.language.DefinitionReader;
import dev.patrol.pgedge.Generation;
import dev.patrol.pgedge.ImportOptions;
import dev.patrol.pgedge.ImportedCluster;
import dev.patrol.pgedge.PgedgeImport;
import dev.patrol.pgedge.Platform;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code patrol import}: definitions from what described clusters before. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "SOURCE",
        subcommands = ImportCommand.Pgedge.class,
        description = "Write definitions of clusters that something else described before.")
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.ERROR;
    }

    /** {@code patrol import pgedge}: from an Ansible inventory of the pgEdge collection; asks no host anything. */
    @Command(
            name = "pgedge",
            mixinStandardHelpOptions = true,
            description = "Read an Ansible inventory of the pgEdge collection; print the definitions, or write them.")
    static final class Pgedge implements Callable<Integer> {
        @Option(
                names = "--inventory",
                required = true,
                paramLabel = "FILE-or-DIR",
                description = "as given to ansible-playbook -i; group_vars and host_vars beside it are read")
        @SuppressWarnings("NullAway.Init") // required, so picocli sets it
        private Path inventory;

        @Option(
                names = "--layout",
                paramLabel = "NAME",
                description = "the role's generation that built the clusters: documented or packages"
                        + " (default: packages)")
        private String layout = Generation.PACKAGES.word();

        @Option(
                names = "--platform",
                paramLabel = "NAME",
                description = "Debian or RedHat, for hosts that the inventory does not say it of")
        private Optional<String> platform = Optional.empty();

        @Option(
                names = "--output",
                paramLabel = "DIR",
                description = "write DIR/clusters/NAME.yaml and DIR/secrets/NAME.yaml")
        private Optional<Path> output = Optional.empty();

        @Option(names = "--force", description = "overwrite definitions and secrets files that are there already")
        private boolean force;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            ImportOptions options = new ImportOptions(generation(), platform());
            Problems problems = new Problems();
            Inventory read = InventoryReader.read(inventory, problems);
            List<ImportedCluster> clusters =
                    problems.hasErrors() ? List.of() : PgedgeImport.read(read, inventory.toString(), options, problems);
            if (!problems.hasErrors()) {
                problems.addAll(mistakes(clusters));
            }
            PrintWriter err = spec.commandLine().getErr();
            problems.all().forEach(err::println);
            if (problems.hasErrors()) {
                return ExitCode.ERROR;
            }
            if (output.isEmpty()) {
                show(clusters);
            } else {
                new ImportedFiles(output.get(), force).write(clusters).forEach(file -> err.println("wrote " + file));
            }
            return ExitCode.OK;
        }

        /**
         * What {@code validate} would say of the definitions: a name, say, that the role took and Patrol does not. A
         * warning here, since the definition is the place to mend it.
         */
        private static List<Problem> mistakes(List<ImportedCluster> clusters) {
            Map<String, String> files = new TreeMap<>();
            clusters.forEach(cluster ->
                    files.put(DefinitionFiles.CLUSTERS_FOLDER + cluster.name() + ".yaml", cluster.definition()));
            return DefinitionReader.read(DefinitionFiles.of(files)).problems().stream()
                    .filter(Problem::isError)
                    .map(error -> Problem.warning(error.location(), error.message() + " (mend it in the definition)"))
                    .toList();
        }

        private void show(List<ImportedCluster> clusters) {
            PrintWriter out = spec.commandLine().getOut();
            for (ImportedCluster cluster : clusters) {
                if (clusters.size() > 1) {
                    out.println("--- # clusters/" + cluster.name() + ".yaml");
                }
                out.print(cluster.definition());
                if (cluster.secrets().isPresent()) {
                    spec.commandLine()
                            .getErr()
                            .println("passwords are not shown; with --output they go to " + cluster.secretsFile());
                }
            }
            out.flush();
        }

        private Generation generation() {
            return Arrays.stream(Generation.values())
                    .filter(generation -> generation.word().equals(layout))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailure(
                            "--layout: '" + layout + "' is not known; write documented or packages"));
        }

        private Optional<Platform> platform() {
            Optional<Platform> found = platform.flatMap(Platform::of);
            if (platform.isPresent() && found.isEmpty()) {
                throw new CommandFailure("--platform: '" + platform.get() + "' is not known; write Debian or RedHat");
            }
            return found;
        }
    }
}
