package dev.patrol.cli;

import dev.patrol.definition.DefinitionSet;
import dev.patrol.language.DefinitionReader;
import dev.patrol.problem.Problem;
import dev.patrol.source.SourceException;
import dev.patrol.view.JsonView;
import dev.patrol.view.Wording;
import picocli.CommandLine.Command;

/** {@code patrol validate}: every problem of every definition, at once. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Read every definition of a revision; print every problem as path:line:column: message.")
final class ValidateCommand extends Subcommand {
    ValidateCommand(Services.Factory factory) {
        super(factory);
    }

    @Override
    int run(Services services) throws SourceException {
        Format format = options().format(Format.TEXT, Format.JSON);
        DefinitionSet definitions =
                selected(DefinitionReader.read(services.source().fetch().files()));
        if (format == Format.JSON) {
            out().println(JsonView.validation(definitions));
        } else {
            definitions.problems().stream().map(Wording::of).forEach(out()::println);
            err().println(summary(definitions));
        }
        return definitions.problems().stream().anyMatch(Problem::isError) ? ExitCode.ERROR : ExitCode.OK;
    }

    private static String summary(DefinitionSet definitions) {
        long errors = definitions.problems().stream().filter(Problem::isError).count();
        long warnings = definitions.problems().size() - errors;
        int clusters = definitions.clusters().size() + definitions.broken().size();
        return clusters + " cluster(s), " + errors + " error(s), " + warnings + " warning(s)";
    }
}
