package dev.patrol.cli;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.DefinitionReader;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.definition.SecretLookup;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import dev.patrol.reconcile.Selection;
import dev.patrol.render.ConfigRenderer;
import dev.patrol.render.RenderedCluster;
import dev.patrol.source.SourceException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code patrol render}: each node's file and the configuration wanted in the DCS, without looking at any node. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description = "Write DIR/<cluster>/<node>.yaml and DIR/<cluster>/dynamic.json, or print them.")
final class RenderCommand extends Subcommand {
    @Option(names = "--output", paramLabel = "DIR", description = "where to write; without it all is printed")
    private Path output;

    @Option(names = "--with-secrets", description = "write secrets instead of ***, into files that only you can read")
    private boolean withSecrets;

    RenderCommand(Services.Factory factory) {
        super(factory);
    }

    @Override
    int run(Services services) throws SourceException {
        Format format = options().format(Format.TEXT, Format.JSON);
        if (withSecrets && output == null) {
            throw new CommandFailure("--with-secrets: name a folder with --output; secrets are not printed");
        }
        DefinitionSet definitions =
                DefinitionReader.read(services.source().fetch().files());
        Problems problems = new Problems();
        problems.addAll(definitions.problems());
        Map<ClusterDefinition, RenderedCluster> rendered = new LinkedHashMap<>();
        Selection selection = options().selection();
        SecretLookup secrets = withSecrets ? services.secrets() : SecretLookup.MASKED;
        definitions.clusters().stream()
                .filter(cluster -> selection.includes(cluster.name()))
                .forEach(cluster -> rendered.put(cluster, ConfigRenderer.render(cluster, secrets, problems)));
        problems.all().stream().filter(Problem::isError).forEach(err()::println);
        if (problems.hasErrors() && withSecrets) {
            return ExitCode.ERROR;
        }
        if (output == null) {
            show(rendered, selection, format);
        } else {
            RenderedFiles files = new RenderedFiles(output, withSecrets);
            rendered.forEach((cluster, result) -> files.write(cluster, result, selection));
            err().println("wrote " + files.count() + " file(s) below " + output);
        }
        return problems.hasErrors() ? ExitCode.ERROR : ExitCode.OK;
    }

    private void show(Map<ClusterDefinition, RenderedCluster> rendered, Selection selection, Format format) {
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
