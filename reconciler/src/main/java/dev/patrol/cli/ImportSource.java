package dev.patrol.cli;

import dev.patrol.authoring.AuthoredCluster;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.language.DefinitionReader;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import dev.patrol.view.Wording;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What {@code patrol import} can make definitions from: a command of its own, with a constructor that takes nothing. {@link
 * java.util.ServiceLoader} finds it, in whatever jar it lies.
 */
public abstract class ImportSource implements Callable<Integer> {
    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "write DIR/clusters/NAME.yaml and DIR/secrets/NAME.yaml")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--force", description = "overwrite definitions and secrets files that are there already")
    private boolean force;

    @Spec
    private CommandSpec spec;

    /** The definitions. Where one of the problems is an error, nothing is made of them. */
    protected abstract List<AuthoredCluster> read(Problems problems);

    @Override
    public final Integer call() {
        Problems problems = new Problems();
        List<AuthoredCluster> clusters = read(problems);
        if (!problems.hasErrors()) {
            problems.addAll(mistakes(clusters));
        }
        PrintWriter err = spec.commandLine().getErr();
        problems.all().stream().map(Wording::of).forEach(err::println);
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
     * What {@code validate} would say of the definitions: a name, say, that the source took and Patrol does not. A warning
     * here, since the definition is the place to correct it.
     */
    private static List<Problem> mistakes(List<AuthoredCluster> clusters) {
        Map<String, String> files = new TreeMap<>();
        clusters.forEach(
                cluster -> files.put(DefinitionFiles.CLUSTERS_FOLDER + cluster.name() + ".yaml", cluster.definition()));
        return DefinitionReader.read(DefinitionFiles.of(files)).problems().stream()
                .filter(Problem::isError)
                .map(error ->
                        Problem.warning(error.location(), Wording.of(error.what()) + " (correct it in the definition)"))
                .toList();
    }

    private void show(List<AuthoredCluster> clusters) {
        PrintWriter out = spec.commandLine().getOut();
        for (AuthoredCluster cluster : clusters) {
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
}
