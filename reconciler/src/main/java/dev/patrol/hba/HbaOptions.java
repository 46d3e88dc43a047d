package dev.patrol.hba;

import dev.patrol.hba.HbaRuleReader.UnreadableRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options at the end of a rule: which of them PostgreSQL takes with which method ({@code parse_hba_auth_opt}). */
record HbaOptions(String type, String method, int version) {
    private static final Set<String> MAPPED = Set.of("ident", "peer", "gss", "cert", "oauth");
    private static final Set<String> SEARCHING =
            Set.of("ldapbasedn", "ldapbinddn", "ldapbindpasswd", "ldapsearchattribute", "ldapsearchfilter");
    private static final Map<String, Set<String>> OF_METHOD = Map.of(
            "pam", Set.of("pamservice", "pam_use_hostname"),
            "gss", Set.of("include_realm", "krb_realm"),
            "radius", Set.of("radiusservers", "radiusports", "radiussecrets", "radiusidentifiers"),
            "oauth", Set.of("issuer", "scope", "validator", "delegate_ident_mapping"),
            "ldap",
                    Set.of(
                            "ldapurl",
                            "ldaptls",
                            "ldapscheme",
                            "ldapserver",
                            "ldapport",
                            "ldapbinddn",
                            "ldapbindpasswd",
                            "ldapsearchattribute",
                            "ldapsearchfilter",
                            "ldapbasedn",
                            "ldapprefix",
                            "ldapsuffix"));

    Map<String, String> read(List<List<Token>> fields) throws UnreadableRule {
        Map<String, String> options = new LinkedHashMap<>();
        for (List<Token> field : fields) {
            for (Token token : field) {
                int equals = token.text().indexOf('=');
                if (equals < 0) {
                    // Not the text itself: it may be part of a password.
                    throw new UnreadableRule(HbaError.OPTION_WITHOUT_VALUE.reason());
                }
                String name = token.text().substring(0, equals);
                String value = token.text().substring(equals + 1);
                check(name, value);
                options.put(name, value);
            }
        }
        checkWhole(options);
        return options;
    }

    private void check(String name, String value) throws UnreadableRule {
        boolean fits = switch (name) {
            case "map" -> MAPPED.contains(method);
            case "clientcert" -> type.equals("hostssl") && isClientCert(value);
            case "clientname" ->
                version >= 14 && type.equals("hostssl") && Set.of("CN", "DN").contains(value);
            case "ldapport" -> method.equals("ldap") && value.matches("[1-9][0-9]{0,4}");
            default -> OF_METHOD.getOrDefault(method, Set.of()).contains(name);
        };
        if (!fits) {
            throw new UnreadableRule(HbaError.OPTION_MISMATCH.with("option", name, "type", type, "method", method));
        }
    }

    private boolean isClientCert(String value) {
        if (value.equals("verify-full")) {
            return true;
        }
        return !method.equals("cert")
                && (value.equals("verify-ca")
                        || (version < 14 && Set.of("0", "1").contains(value)));
    }

    private void checkWhole(Map<String, String> options) throws UnreadableRule {
        if (method.equals("radius") && !options.keySet().containsAll(Set.of("radiusservers", "radiussecrets"))) {
            throw new UnreadableRule(HbaError.RADIUS_INCOMPLETE.reason());
        }
        if (method.equals("ldap") && !options.containsKey("ldapurl") && !isLdap(options.keySet())) {
            throw new UnreadableRule(HbaError.LDAP_INCOMPLETE.reason());
        }
    }

    private static boolean isLdap(Set<String> options) {
        boolean bindsAtOnce = options.contains("ldapprefix") || options.contains("ldapsuffix");
        boolean searches = options.stream().anyMatch(SEARCHING::contains);
        boolean searchesTwice = options.containsAll(Set.of("ldapsearchattribute", "ldapsearchfilter"));
        return options.contains("ldapserver")
                && (bindsAtOnce ? !searches : options.contains("ldapbasedn"))
                && !searchesTwice;
    }

    /** Whether it takes more than the line to know that PostgreSQL can read it: servers, libraries, URLs. */
    static boolean mayBeUnreadable(HbaRule rule) {
        return Set.of("radius", "oauth").contains(rule.method())
                || rule.options().containsKey("ldapurl");
    }
}
