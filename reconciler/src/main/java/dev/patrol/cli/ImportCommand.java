package dev.patrol.cli;

import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code patrol import}: definitions from what described clusters before. */
@Command(
        name = ImportCommand.NAME,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "SOURCE",
        description = "Write definitions of clusters that something else described before.")
final class ImportCommand implements Callable<Integer> {
    static final String NAME = "import";

    @Spec
    private CommandSpec spec;

    /** With all sources, where these words may name one: to look for them opens every jar, which takes its time. */
    static CommandLine of(List<String> words) {
        CommandLine command = new CommandLine(new ImportCommand());
        if (words.contains(NAME)) {
            ServiceLoader.load(ImportSource.class).forEach(command::addSubcommand);
        }
        return command;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.ERROR;
    }
}
