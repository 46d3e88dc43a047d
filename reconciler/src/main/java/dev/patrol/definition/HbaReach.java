package dev.patrol.definition;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a list of pg_hba lines says to one connection over TCP: the first line that matches decides (PostgreSQL
 * documentation, "The pg_hba.conf File"). What depends on more than the list, as host names and TLS do, stays unknown.
 */
final class HbaReach {
    /** What comes of a connection; a password may still be wrong. */
    enum Verdict {
        LET_IN,
        SHUT_OUT,
        UNKNOWN
    }

    private enum Match {
        YES,
        NO,
        MAYBE
    }

    /** @param address IPv4 or IPv6, or a host name: then it cannot be told which addresses match */
    record Connection(String database, String role, String address) {}

    private static final Pattern FIELD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");
    private static final Set<String> UNCERTAIN_ADDRESSES = Set.of("samehost", "samenet");
    private static final int FIELDS_BEFORE_METHOD = 4;

    private final List<String> lines;

    HbaReach(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    Verdict verdict(Connection connection) {
        Set<Verdict> possible = EnumSet.noneOf(Verdict.class);
        for (String line : lines) {
            List<String> fields = fields(line);
            Match match = fields.size() > FIELDS_BEFORE_METHOD ? match(fields, connection) : Match.NO;
            if (match != Match.NO) {
                boolean rejects =
                        fields.subList(FIELDS_BEFORE_METHOD, fields.size()).contains("reject");
                possible.add(rejects ? Verdict.SHUT_OUT : Verdict.LET_IN);
            }
            if (match == Match.YES) {
                return only(possible);
            }
        }
        possible.add(Verdict.SHUT_OUT);
        return only(possible);
    }

    /** The fields of a line; quotes hold one together. */
    static List<String> fields(String line) {
        return FIELD.matcher(line).results().map(MatchResult::group).toList();
    }

    private static Verdict only(Set<Verdict> possible) {
        return possible.size() == 1 ? possible.iterator().next() : Verdict.UNKNOWN;
    }

    private static Match match(List<String> fields, Connection connection) {
        List<Match> parts = new ArrayList<>();
        parts.add(ofType(fields.get(0)));
        parts.add(ofDatabase(fields.get(1), connection));
        parts.add(ofRole(fields.get(2), connection.role()));
        parts.add(ofAddress(fields, connection.address()));
        return parts.contains(Match.NO) ? Match.NO : parts.contains(Match.MAYBE) ? Match.MAYBE : Match.YES;
    }

    private static Match ofType(String type) {
        return switch (type) {
            case "host" -> Match.YES;
            case "local" -> Match.NO;
            default -> Match.MAYBE;
        };
    }

    // 'all' does not include replication.
    private static Match ofDatabase(String field, Connection connection) {
        boolean replicates = connection.database().equals("replication");
        Match best = Match.NO;
        for (String name : field.split(",")) {
            boolean isAll = name.equals("all") && !replicates;
            if (isAll || unquoted(name).equals(connection.database())) {
                return Match.YES;
            }
            best = isPattern(name) || name.startsWith("same") ? Match.MAYBE : best;
        }
        return best;
    }

    private static Match ofRole(String field, String role) {
        Match best = Match.NO;
        for (String name : field.split(",")) {
            if (name.equals("all") || unquoted(name).equals(role)) {
                return Match.YES;
            }
            best = isPattern(name) || name.startsWith("+") ? Match.MAYBE : best;
        }
        return best;
    }

    private static Match ofAddress(List<String> fields, String address) {
        String client = fields.get(3);
        if (client.equals("all")) {
            return Match.YES;
        }
        int slash = client.indexOf('/');
        String network = slash < 0 ? client : client.substring(0, slash);
        if (UNCERTAIN_ADDRESSES.contains(client) || !isLiteral(network) || !isLiteral(address)) {
            return client.equals(address) ? Match.YES : Match.MAYBE;
        }
        boolean isNetmask = slash < 0 && fields.size() > FIELDS_BEFORE_METHOD + 1 && isLiteral(fields.get(4));
        if (isNetmask) {
            return Match.MAYBE;
        }
        int bits = slash < 0 ? Integer.MAX_VALUE : prefix(client.substring(slash + 1));
        return isWithin(bytes(address), bytes(network), bits) ? Match.YES : Match.NO;
    }

    private static boolean isWithin(byte[] address, byte[] network, int prefix) {
        int bits = network.length * 8;
        if (address.length != network.length || prefix < 0) {
            return false;
        }
        int shift = Math.max(0, bits - Math.min(prefix, bits));
        return new BigInteger(1, address).shiftRight(shift).equals(new BigInteger(1, network).shiftRight(shift));
    }

    private static int prefix(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }

    private static boolean isPattern(String name) {
        return name.startsWith("/") || name.startsWith("@");
    }

    private static boolean isLiteral(String address) {
        return Forms.isIpv4(address) || Forms.isIpv6(address);
    }

    // A literal address: nothing is looked up.
    private static byte[] bytes(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") && name.endsWith("\"") && name.length() > 1
                ? name.substring(1, name.length() - 1)
                : name;
    }
}
