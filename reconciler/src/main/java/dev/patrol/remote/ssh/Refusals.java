package dev.patrol.remote.ssh;

import dev.patrol.problem.Message;
import dev.patrol.remote.ssh.SshSettings.Become;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import net.schmizz.sshj.connection.channel.OpenFailException;

/** Puts the ways in which SSH fails into words for an operator: why, and what to do. */
final class Refusals {
    private Refusals() {}

    static String of(IOException failure) {
        if (failure instanceof SshProblem problem) {
            return Message.of(problem);
        }
        if (failure instanceof SshConnection.NothingDone && failure.getCause() instanceof IOException cause) {
            return of(cause);
        }
        if (failure instanceof OpenFailException refused) {
            return ofTunnel(refused);
        }
        if (failure instanceof UnknownHostException) {
            return "this machine cannot resolve the name; correct the address, or its DNS entry";
        }
        if (failure instanceof SocketTimeoutException) {
            return "no answer; check that the machine is up and that no firewall drops the packets";
        }
        if (failure instanceof InterruptedIOException) {
            return "stopped while waiting for an answer";
        }
        if (failure instanceof NoRouteToHostException) {
            return "no route to the host; check that the machine is up, and the network in between";
        }
        if (failure instanceof ConnectException) {
            return "connection refused; check that sshd runs there and listens on that port";
        }
        if (failure instanceof Watchdog.TimeLimit) {
            return failure.getMessage() + "; the machine, or a command on it, hangs, or it is overloaded";
        }
        return "the connection broke (" + innermost(failure) + ")";
    }

    /** What a node said instead of running the script. */
    static String ofScript(String said, Become become) {
        String last = said.lines()
                .reduce("", (first, second) -> second.isBlank() ? first : second)
                .strip();
        String lower = said.toLowerCase(Locale.ROOT);
        boolean sudoSays =
                List.of("sudo:", "sudoers", "sudo ", "must have a tty").stream().anyMatch(lower::contains);
        if (become == Become.SUDO && sudoSays) {
            return "the user may not run sudo without a password there (\"" + last
                    + "\"); give it NOPASSWD in sudoers, or set ssh.become: none";
        }
        return last.isEmpty()
                ? "the node ended the session without a word; check the user's login shell"
                : "the node ended the session: \"" + last + "\"";
    }

    /** Why a port could not be reached from a machine. */
    private static String ofTunnel(OpenFailException refused) {
        String said = " (\"" + Message.of(refused).strip() + "\")";
        return switch (refused.getReason()) {
            case ADMINISTRATIVELY_PROHIBITED ->
                "its sshd forbids it" + said + "; set AllowTcpForwarding to yes or local,"
                        + " and check PermitOpen and DisableForwarding, in its sshd_config";
            case CONNECT_FAILED -> "nothing answers there" + said;
            default -> "its sshd refused" + said;
        };
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
