package dev.patrol.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code patrol}: finds the subcommand, and turns what it could not do into a message and exit code 1. */
@Command(
        name = "patrol",
        mixinStandardHelpOptions = true,
        versionProvider = PatrolCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Keeps PostgreSQL clusters, run by Patroni on plain hosts, exactly as a Git repository says.")
public final class PatrolCommand {
    private PatrolCommand() {}

    /** The version from the jar's manifest. */
    public static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"patrol " + text()};
        }

        /** For example {@code 0.1.0}; {@code development} when run from class files. */
        public static String text() {
            String version = PatrolCommand.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }

        /** The commit that this was built from, where the package that started it says so. */
        public static String revision() {
            String revision = System.getProperty("patrol.revision");
            return revision == null ? "unknown" : revision;
        }
    }

    /** Runs one command line; results go to {@code out}, all else to {@code err}. */
    public static int run(Services.Factory services, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = commandLine(services, arguments);
        line.setOut(out).setErr(err);
        exitWithErrorOnInvalidInput(line);
        line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, err));
        if (arguments.length == 0) {
            line.usage(err);
            return ExitCode.ERROR;
        }
        return line.execute(arguments);
    }

    /** What there is to be typed, as far as it matters to these words. */
    static CommandLine commandLine(Services.Factory services, String... arguments) {
        return new CommandLine(new PatrolCommand())
                .addSubcommand(new ValidateCommand(services))
                .addSubcommand(new RenderCommand(services))
                .addSubcommand(new PlanCommand(services))
                .addSubcommand(new ApplyCommand(services))
                .addSubcommand(new StatusCommand(services))
                .addSubcommand(new ServeCommand(services))
                .addSubcommand(ImportCommand.of(Arrays.asList(arguments)));
    }

    private static void exitWithErrorOnInvalidInput(CommandLine command) {
        command.getCommandSpec().exitCodeOnInvalidInput(ExitCode.ERROR);
        command.getSubcommands().values().forEach(PatrolCommand::exitWithErrorOnInvalidInput);
    }

    private static int explain(Exception failure, PrintWriter err) throws Exception {
        if (failure instanceof CommandFailure) {
            err.println(failure.getMessage());
            return ExitCode.ERROR;
        }
        throw failure;
    }
}
