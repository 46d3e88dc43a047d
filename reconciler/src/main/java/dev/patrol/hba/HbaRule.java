package dev.patrol.hba;

import dev.patrol.hba.Connection.Socket;
import dev.patrol.hba.Connection.Tcp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One line of pg_hba.conf that PostgreSQL can read.
 *
 * @param text without options, which may be passwords
 * @param number counted from 1, comments included
 * @param clients empty for {@code local}
 */
public record HbaRule(
        int number,
        String text,
        String type,
        Names databases,
        Names users,
        Optional<Clients> clients,
        String method,
        Map<String, String> options) {
    private static final Set<String> PASSWORDS = Set.of("scram-sha-256", "md5", "password");

    /** Whether the rule is for such a connection. */
    Match matches(Connection connection) {
        return Match.all(List.of(ofOrigin(connection), databases.ofDatabase(connection), users.ofRole(connection)));
    }

    private Match ofOrigin(Connection connection) {
        if (!(connection.origin() instanceof Tcp tcp)) {
            return Match.of(type.equals("local"));
        }
        boolean isForType = switch (type) {
            case "host", "hostnogssenc" -> true;
            case "hostssl" -> tcp.tls();
            case "hostnossl" -> !tcp.tls();
            default -> false;
        };
        return isForType ? clients.map(wanted -> wanted.matches(tcp)).orElse(Match.NO) : Match.NO;
    }

    /** What becomes of a connection that the rule is for. */
    Verdict outcome(Connection connection) {
        if (method.equals("reject")) {
            return Verdict.REFUSED;
        }
        // Whether the client's certificate would do is not known here.
        if (options.containsKey("clientcert")) {
            return Verdict.UNKNOWN;
        }
        if (method.equals("trust")
                || (PASSWORDS.contains(method) && connection.proof().password())) {
            return Verdict.ALLOWED;
        }
        boolean isPeer = method.equals("peer") || (method.equals("ident") && type.equals("local"));
        return isPeer && connection.origin() instanceof Socket socket && !options.containsKey("map")
                ? socket.systemUser()
                        .map(user -> user.equals(connection.user()) ? Verdict.ALLOWED : Verdict.REFUSED)
                        .orElse(Verdict.UNKNOWN)
                : Verdict.UNKNOWN;
    }
}
