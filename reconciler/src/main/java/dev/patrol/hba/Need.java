package dev.patrol.hba;

import dev.patrol.address.Host;
import dev.patrol.hba.Connection.Socket;
import dev.patrol.hba.Connection.Tcp;
import dev.patrol.problem.Location;
import dev.patrol.problem.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A connection to one server that must stay possible.
 *
 * @param purpose what it is for, and from where
 * @param ways the connection by each way that the client may take; which one depends on the machine
 * @param declared where a definition asks for it
 */
record Need(Reason purpose, List<Connection> ways, SslMode ssl, Optional<Location> declared) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.$-]+");
    private static final Set<String> KEYWORDS =
            Set.of("all", "replication", "sameuser", "samerole", "samegroup", "samehost", "samenet");

    Need {
        ways = List.copyOf(ways);
    }

    Need(Reason purpose, Connection way, SslMode ssl) {
        this(purpose, List.of(way), ssl, Optional.empty());
    }

    /** The decision that a plan must reckon with: where the ways differ, it is unknown. */
    Decision decide(HbaList list, Optional<Boolean> serverTls) {
        List<Decision> possible = new ArrayList<>();
        for (Connection way : ways) {
            for (boolean tls : serverTls.map(List::of).orElse(List.of(true, false))) {
                possible.add(list.decide(way, ssl, tls));
            }
        }
        Verdict verdict =
                Verdict.ofPossible(possible.stream().map(Decision::verdict).toList());
        Decision worst = possible.stream()
                .filter(decision -> decision.verdict() != Verdict.ALLOWED)
                .findFirst()
                .orElse(possible.get(0));
        return new Decision(verdict, worst.rules());
    }

    /** A rule that lets it in. */
    String rule(int version) {
        Connection way = ways.get(0);
        String names = (way.replicates() ? "replication" : quoted(way.database())) + " " + quoted(way.user()) + " ";
        // Before 14 PostgreSQL stores passwords so that only md5 can check them.
        String method = version < 14 ? "md5" : "scram-sha-256";
        if (way.origin() instanceof Socket socket) {
            boolean isPeer = socket.systemUser().filter(way.user()::equals).isPresent();
            return "local " + names + (isPeer ? "peer" : method);
        }
        String client = ((Tcp) way.origin()).client();
        return (ssl == SslMode.REQUIRE ? "hostssl " : "host ") + names + Host.withPrefix(client) + " " + method;
    }

    private static String quoted(String name) {
        return PLAIN.matcher(name).matches() && !KEYWORDS.contains(name)
                ? name
                : '"' + name.replace("\"", "\"\"") + '"';
    }
}
