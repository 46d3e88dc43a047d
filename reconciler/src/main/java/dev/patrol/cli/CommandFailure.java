package dev.patrol.cli;

import dev.patrol.problem.Problem;
import dev.patrol.view.Wording;
import java.util.List;

/** A command cannot go on; the message is for the user and says what to do. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailure(String message) {
        super(message);
    }

    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }

    public static CommandFailure of(List<Problem> problems) {
        return new CommandFailure(String.join(
                System.lineSeparator(), problems.stream().map(Wording::of).toList()));
    }
}
