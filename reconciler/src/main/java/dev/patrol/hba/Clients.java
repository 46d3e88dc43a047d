package dev.patrol.hba;

import dev.patrol.address.Host;
import dev.patrol.address.Network;
import dev.patrol.hba.Connection.Tcp;
import java.util.Locale;
import java.util.Optional;

/** Which clients a rule is for. */
sealed interface Clients {
    Match matches(Tcp tcp);

    /** {@code all}. */
    record All() implements Clients {
        @Override
        public Match matches(Tcp tcp) {
            return Match.YES;
        }
    }

    /** {@code samehost} and {@code samenet}: what the server's network cards have is known only of the loopback one. */
    record OfServer() implements Clients {
        @Override
        public Match matches(Tcp tcp) {
            return tcp.isServer() ? Match.YES : Match.MAYBE;
        }
    }

    /** An address, with a prefix or a mask. */
    record In(Network network) implements Clients {
        @Override
        public Match matches(Tcp tcp) {
            return tcp.network()
                    .map(clients ->
                            network.holds(clients) ? Match.YES : network.meets(clients) ? Match.MAYBE : Match.NO)
                    .orElse(Match.MAYBE);
        }
    }

    /**
     * A host name, or a suffix of names after a dot. PostgreSQL looks the client's address up, and the name that comes of
     * it again; a definition that calls the client by the same name says that it resolves.
     */
    record Named(String name) implements Clients {
        @Override
        public Match matches(Tcp tcp) {
            return tcp.client().equalsIgnoreCase(name) ? Match.YES : Match.MAYBE;
        }
    }

    /** What {@code getaddrinfo} may take for an address in a way of its own, as {@code 10.1} or {@code 0x7f000001}. */
    record Odd() implements Clients {
        @Override
        public Match matches(Tcp tcp) {
            return Match.MAYBE;
        }
    }

    /** Of a keyword, a host name or an odd number; empty where it is an address, which takes a mask. */
    static Optional<Clients> ofWord(Token token) {
        if (token.is("all")) {
            return Optional.of(new All());
        }
        if (token.is("samehost") || token.is("samenet")) {
            return Optional.of(new OfServer());
        }
        String host = token.text().replaceFirst("/.*", "");
        boolean looksLikeNumber =
                host.toLowerCase(Locale.ROOT).matches("(0x[0-9a-f]+|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]*))*|.*:.*");
        if (Host.isIp(host) || token.text().isEmpty() || (token.text().contains("/") && !looksLikeNumber)) {
            return Optional.empty();
        }
        return Optional.of(looksLikeNumber ? new Odd() : new Named(token.text()));
    }
}
