package dev.patrol.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Command lines of {@code patrol} that are read and not run. */
public final class TypedCommand {
    private final CommandLine patrol = PatrolCommand.commandLine(options -> {
        throw new AssertionError("a command that is only read asked for services");
    });

    /** What Patrol would say to these words, if it could not take them. */
    public Optional<String> mistake(List<String> words) {
        try {
            patrol.parseArgs(words.toArray(String[]::new));
            return Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The same for a mention, which may leave out what must be given. */
    public Optional<String> mistakeInMention(List<String> words) {
        try {
            patrol.parseArgs(words.toArray(String[]::new));
            return Optional.empty();
        } catch (MissingParameterException e) {
            return Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(e.getMessage());
        }
    }
}
