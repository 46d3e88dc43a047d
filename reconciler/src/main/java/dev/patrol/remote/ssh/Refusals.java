package dev.patrol.remote.ssh;

import dev.patrol.problem.Cause;
import dev.patrol.problem.Message;
import dev.patrol.problem.Reason;
import dev.patrol.remote.Unreached;
import dev.patrol.remote.ssh.SshSettings.Become;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.schmizz.sshj.connection.channel.OpenFailException;

/** Tells from the ways in which SSH fails why it did. */
final class Refusals {
    private Refusals() {}

    static Reason of(IOException failure) {
        if (failure instanceof SshProblem problem) {
            return problem.reason();
        }
        if (failure instanceof SshConnection.NothingDone && failure.getCause() instanceof IOException cause) {
            return of(cause);
        }
        if (failure instanceof OpenFailException refused) {
            return ofTunnel(refused);
        }
        if (failure instanceof UnknownHostException) {
            return Unreached.NAME_UNKNOWN.reason();
        }
        if (failure instanceof SocketTimeoutException) {
            return Unreached.CONNECT_TIMED_OUT.reason();
        }
        if (failure instanceof InterruptedIOException) {
            return Unreached.INTERRUPTED.reason();
        }
        if (failure instanceof NoRouteToHostException) {
            return Unreached.NO_ROUTE.reason();
        }
        if (failure instanceof ConnectException) {
            return Unreached.REFUSED.reason();
        }
        if (failure instanceof Watchdog.TimeLimit limit) {
            return Unreached.TIMED_OUT.with("seconds", limit.seconds());
        }
        return Unreached.BROKEN.with("said", innermost(failure));
    }

    /** What a node said instead of running the script. */
    static Reason ofScript(String said, Become become) {
        String lower = said.toLowerCase(Locale.ROOT);
        boolean sudoSays =
                List.of("sudo:", "sudoers", "sudo ", "must have a tty").stream().anyMatch(lower::contains);
        Optional<String> last =
                said.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce((first, second) -> second);
        Cause cause = become == Become.SUDO && sudoSays ? Unreached.SUDO : Unreached.SESSION_ENDED;
        return cause.with("said", last);
    }

    /** Why a port could not be reached from a machine. */
    private static Reason ofTunnel(OpenFailException refused) {
        Cause cause = switch (refused.getReason()) {
            case ADMINISTRATIVELY_PROHIBITED -> Unreached.TUNNEL_FORBIDDEN;
            case CONNECT_FAILED -> Unreached.TUNNEL_CLOSED;
            default -> Unreached.TUNNEL_REFUSED;
        };
        return cause.with("said", Message.of(refused).strip());
    }

    private static String innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        return message == null || message.isBlank() ? "no reason given" : message.strip();
    }
}
