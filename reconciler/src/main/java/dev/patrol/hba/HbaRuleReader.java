package dev.patrol.hba;

import dev.patrol.address.Network;
import dev.patrol.problem.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a rule of a line's fields, or says why PostgreSQL cannot ({@code parse_hba_line}); one such line costs all. */
final class HbaRuleReader {
    private static final Set<String> INCLUDES = Set.of("include", "include_if_exists", "include_dir");

    private final int version;

    HbaRuleReader(int version) {
        this.version = version;
    }

    /** Why a line cannot be read. */
    static final class UnreadableRule extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Reason reason;

        UnreadableRule(Reason reason) {
            super(reason.toString());
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }

    HbaRule read(int number, List<List<Token>> fields) throws UnreadableRule {
        refuseFiles(fields);
        String type = only(fields, 0, "type");
        if (!HbaWords.TYPES.contains(type)) {
            throw new UnreadableRule(HbaError.UNKNOWN_TYPE.with("type", type));
        }
        Names databases = new Names(field(fields, 1, "database"), version >= 16);
        Names users = new Names(field(fields, 2, "user"), version >= 16);
        boolean isLocal = type.equals("local");
        boolean hasMask = !isLocal && takesMask(fields);
        Optional<Clients> clients = isLocal ? Optional.empty() : Optional.of(clients(fields, hasMask));
        int at = isLocal ? 3 : hasMask ? 5 : 4;
        String method = method(type, only(fields, at, "method"));
        Map<String, String> options = new HbaOptions(type, method, version).read(fields.subList(at + 1, fields.size()));
        String text = HbaTokens.written(fields.subList(0, at + 1));
        return new HbaRule(number, text, type, databases, users, clients, method, options);
    }

    // What other files hold cannot be seen in a definition.
    private void refuseFiles(List<List<Token>> fields) throws UnreadableRule {
        if (fields.size() == 2 && INCLUDES.contains(fields.get(0).get(0).text())) {
            throw new UnreadableRule(HbaError.INCLUDES_FILE.with(
                    "directive", fields.get(0).get(0).text()));
        }
        for (List<Token> field : fields) {
            for (Token token : field) {
                if (!token.quoted()
                        && token.text().startsWith("@")
                        && token.text().length() > 1) {
                    throw new UnreadableRule(HbaError.NAMES_IN_FILE.with("file", token.text()));
                }
            }
        }
    }

    private static boolean takesMask(List<List<Token>> fields) {
        return fields.size() > 3
                && !fields.get(3).get(0).text().contains("/")
                && Clients.ofWord(fields.get(3).get(0)).isEmpty();
    }

    private static Clients clients(List<List<Token>> fields, boolean hasMask) throws UnreadableRule {
        String address = only(fields, 3, "address");
        Optional<Clients> word = Clients.ofWord(fields.get(3).get(0));
        if (word.isPresent()) {
            return word.get();
        }
        String mask = hasMask ? only(fields, 4, "netmask") : "";
        Optional<Network> network = hasMask ? Network.of(address, mask) : Network.of(address);
        return network.map(Clients.In::new)
                .orElseThrow(() -> new UnreadableRule(
                        HbaError.NO_NETWORK.with("address", address, "mask", hasMask ? mask : Optional.empty())));
    }

    private String method(String type, String method) throws UnreadableRule {
        if (!HbaWords.hasMethod(version, method)) {
            throw new UnreadableRule(HbaError.UNKNOWN_METHOD.with("method", method, "version", version));
        }
        boolean isLocal = type.equals("local");
        boolean fits = switch (method) {
            case "gss" -> !isLocal;
            case "peer" -> isLocal;
            case "cert" -> type.equals("hostssl");
            default -> true;
        };
        if (!fits) {
            throw new UnreadableRule(HbaError.METHOD_MISMATCH.with("method", method, "type", type));
        }
        return method;
    }

    private static List<Token> field(List<List<Token>> fields, int index, String name) throws UnreadableRule {
        if (fields.size() <= index) {
            throw new UnreadableRule(HbaError.LINE_TOO_SHORT.with("field", name));
        }
        return fields.get(index);
    }

    private static String only(List<List<Token>> fields, int index, String name) throws UnreadableRule {
        List<Token> field = field(fields, index, name);
        if (field.size() > 1) {
            throw new UnreadableRule(HbaError.SEVERAL_VALUES.with("field", name));
        }
        return field.get(0).text();
    }
}
