package dev.patrol.cli;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.definition.Explanation;
import dev.patrol.language.DefinitionReader;
import dev.patrol.language.Explainer;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import dev.patrol.reconcile.Selection;
import dev.patrol.render.ConfigRenderer;
import dev.patrol.render.WantedCluster;
import dev.patrol.secrets.SecretLookup;
import dev.patrol.source.SourceException;
import dev.patrol.view.ExplanationView;
import dev.patrol.view.JsonView;
import dev.patrol.view.Wording;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code patrol render}: each node's file and the configuration wanted in the DCS, without looking at any node. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description = "Write DIR/<cluster>/<node>.yaml and DIR/<cluster>/dynamic.json, or print them.")
final class RenderCommand extends Subcommand {
    @Option(names = "--output", paramLabel = "DIR", description = "where to write; without it all is printed")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--with-secrets", description = "write secrets instead of ***, into files that only you can read")
    private boolean withSecrets;

    @Option(
            names = "--explain",
            paramLabel = "KEY",
            description = "instead of files, say which level of the definition set this key of Patroni's, such as"
                    + " postgresql.parameters.work_mem; '' for all keys")
    private Optional<String> explain = Optional.empty();

    RenderCommand(Services.Factory factory) {
        super(factory);
    }

    @Override
    int run(Services services) throws SourceException {
        Format format = options().format(Format.TEXT, Format.JSON);
        if (withSecrets && output.isEmpty()) {
            throw new CommandFailure("--with-secrets: name a folder with --output; secrets are not printed");
        }
        if (explain.isPresent() && (output.isPresent() || withSecrets)) {
            throw new CommandFailure("--explain prints where values came from; leave --output and --with-secrets out");
        }
        DefinitionFiles texts = services.source().fetch().files();
        DefinitionSet definitions = selected(DefinitionReader.read(texts));
        if (explain.isPresent()) {
            return explain(explain.get(), texts, definitions, format);
        }
        Problems problems = new Problems();
        problems.addAll(definitions.problems());
        Map<ClusterDefinition, WantedCluster> rendered = new LinkedHashMap<>();
        Selection selection = options().selection();
        SecretLookup secrets = withSecrets ? services.secrets() : SecretLookup.MASKED;
        for (ClusterDefinition cluster : definitions.clusters()) {
            Problems own = new Problems();
            WantedCluster result = ConfigRenderer.render(cluster, secrets, own);
            problems.addAll(own.all());
            // A file without its password is of no use to anybody.
            if (!own.hasErrors() || !withSecrets) {
                rendered.put(cluster, result);
            }
        }
        problems.all().stream().filter(Problem::isError).map(Wording::of).forEach(err()::println);
        if (output.isEmpty()) {
            show(rendered, selection, format);
        } else {
            RenderedFiles files = new RenderedFiles(output.get(), withSecrets);
            rendered.forEach((cluster, result) -> files.write(cluster, result, selection));
            err().println("wrote " + files.count() + " file(s) below " + output.get());
        }
        return problems.hasErrors() ? ExitCode.ERROR : ExitCode.OK;
    }

    private int explain(String key, DefinitionFiles texts, DefinitionSet definitions, Format format) {
        Selection selection = options().selection();
        List<Explanation> found = Explainer.explain(texts, key).stream()
                .filter(explanation -> selection.includes(explanation.cluster())
                        && explanation.node().map(selection::includes).orElse(true))
                .toList();
        definitions.problems().stream()
                .filter(Problem::isError)
                .map(Wording::of)
                .forEach(err()::println);
        if (found.isEmpty()) {
            err().println("no file that Patrol renders has the key '" + key + "'");
            return ExitCode.ERROR;
        }
        out().print(format == Format.JSON ? JsonView.explanations(found) + "\n" : ExplanationView.text(found));
        return definitions.broken().isEmpty() ? ExitCode.OK : ExitCode.ERROR;
    }

    private void show(Map<ClusterDefinition, WantedCluster> rendered, Selection selection, Format format) {
        if (format == Format.JSON) {
            out().println(JsonView.rendered(rendered, selection));
            return;
        }
        rendered.forEach((cluster, result) -> {
            out().println("# " + cluster.name() + "/dynamic.json");
            out().println(JsonView.json(result.dynamic()));
            result.nodes().values().stream()
                    .filter(node -> selection.includes(node.node()))
                    .forEach(node -> {
                        out().println("--- # " + cluster.name() + "/" + node.node() + ".yaml");
                        out().print(node.maskedText());
                    });
        });
    }
}
