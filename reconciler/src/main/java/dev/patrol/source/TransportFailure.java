package dev.patrol.source;

import dev.patrol.problem.Message;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;

/** Words for what goes wrong between here and a Git server. jgit tells most of it only in its messages. */
final class TransportFailure {
    private final List<Throwable> causes;
    private final String said;

    private TransportFailure(Throwable failure) {
        this.causes =
                Stream.iterate(failure, it -> it != null, Throwable::getCause).toList();
        this.said = causes.stream().map(it -> it.getMessage() + "\n").reduce("", String::concat);
    }

    /** Why it failed and the way out; {@code uri} is what jgit was given, which its messages begin with. */
    static String explain(Throwable failure, String uri, Duration timeout) {
        TransportFailure known = new TransportFailure(failure);
        if (known.isCausedBy(InterruptedIOException.class) || known.said.contains("timed out")) {
            return tooSlow(timeout);
        }
        return Stream.of(known.ssh(), known.access(), known.network())
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElseGet(() -> known.inItsOwnWords(uri));
    }

    static String tooSlow(Duration timeout) {
        return "the server was not done within " + timeout.toSeconds()
                + " s; see whether it is well, or set a longer Git time-out";
    }

    private String ssh() {
        if (said.contains("Server key did not validate")) {
            return "the server's SSH host key is not among the known hosts; if it is the right server, add its key to the"
                    + " known hosts file of the settings";
        }
        if (said.contains("no keys to try")) {
            return "the SSH key cannot be used: it is not a private key, or its passphrase is another one; correct the"
                    + " settings";
        }
        if (said.contains("Cannot log in")) {
            return "the server refuses the SSH key; add its public half to those that may read the repository";
        }
        return "";
    }

    private String access() {
        if (isCausedBy(NoRemoteRepositoryException.class)) {
            return "the server knows no such repository, or does not show it to this login; correct the URL, or the access"
                    + " in the settings";
        }
        if (said.contains("not authorized") || said.contains("uthentication is required")) {
            return "the server asks for a login that it accepts; give user and token in the settings, with the right to"
                    + " read the repository";
        }
        if (said.contains("not permitted")) {
            return "this login may not read the repository; give it that right on the server";
        }
        return "";
    }

    private String network() {
        if (isCausedBy(UnknownHostException.class) || isCausedBy(UnresolvedAddressException.class)) {
            return "nobody knows its host name; correct the URL, or DNS";
        }
        if (isCausedBy(ConnectException.class)) {
            return "the server does not accept connections; see whether it runs, and whether a firewall is between";
        }
        if (isCausedBy(SSLException.class)) {
            return "TLS failed (" + oneLine(causes.get(causes.size() - 1))
                    + "); Java must trust the server's certificate: add its authority to the system's certificates";
        }
        return "";
    }

    private String inItsOwnWords(String uri) {
        String words = oneLine(causes.get(0));
        return (words.startsWith(uri + ": ") ? words.substring(uri.length() + 2) : words)
                + "; see whether git itself can fetch it from this machine";
    }

    private static String oneLine(Throwable cause) {
        return Message.of(cause).strip().replaceAll("\\s*[\\r\\n]+\\s*", ", ");
    }

    private boolean isCausedBy(Class<? extends Throwable> kind) {
        return causes.stream().anyMatch(kind::isInstance);
    }
}
