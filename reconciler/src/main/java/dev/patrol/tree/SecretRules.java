package dev.patrol.tree;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one list of what is secret. A name in it holds a secret and nothing else, so that a definition must refer to one there;
 * a part of a name, or the form of a text, is a reason not to show a value. Rather one too many: what differs is named in any
 * case.
 */
public final class SecretRules {
    private static final Set<String> NAMES = Set.of(
            "password",
            "keyfile_password",
            "key_password",
            "sslpassword",
            "token",
            "auth",
            "auth_data",
            "ldapbindpasswd",
            "radiussecrets");
    private static final List<String> PARTS =
            List.of("password", "passwd", "secret", "token", "auth_data", "passphrase", "access_key");
    private static final Set<String> HARMLESS = Set.of("password_encryption");

    // Connection strings, pg_hba lines, commands with their environment and options, and what clouds put into
    // addresses.
    private static final Pattern CREDENTIAL = Pattern.compile("(?i)"
            + "(?<what>[\\w-]{0,60}(password|passwd|passphrase|[-_]pass|secrets?|token|credentials?|\\bsig"
            + "|(access|account|api|secret)[-_]?key|-key))\\s*="
            + "|(?<option>-[\\w.-]{0,60}(password|passwd|passphrase|secret|token|key)[\\w.-]{0,60})\\s"
            + "|(?<header>authorization):|(?<tool>sshpass)\\s|\\s(?<user>-u|--user)[\\s=]*[^\\s:]+:"
            + "|(?<address>://[^/\\s:@]*:)[^\\s@]+@");
    private static final List<String> GROUPS = List.of("what", "option", "header", "tool", "user", "address");

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private SecretRules() {}

    /** Whether a key of this name holds a secret and nothing else. */
    public static boolean holdsSecret(String name) {
        return NAMES.contains(name);
    }

    /** What a text has that looks like a credential, without the credential: {@code AWS_SECRET_ACCESS_KEY}. */
    public static Optional<String> credentialIn(String text) {
        Matcher found = CREDENTIAL.matcher(text);
        return found.find()
                ? GROUPS.stream()
                        .flatMap(group -> Optional.ofNullable(found.group(group)).stream())
                        .findFirst()
                : Optional.empty();
    }

    /** Whether a value is not to be shown, by the names of its key or by its own form. */
    public static boolean isSecret(KeyPath path, Object value) {
        String name = nameOf(path).toLowerCase(Locale.ROOT);
        return path.names().stream().anyMatch(SecretRules::holdsSecret)
                || (PARTS.stream().anyMatch(name::contains) && !HARMLESS.contains(name))
                || (value instanceof String text && credentialIn(text).isPresent());
    }

    // An item of a list goes by its number, and is what the list is called.
    private static String nameOf(KeyPath path) {
        KeyPath named = path;
        while (named.names().size() > 1 && NUMBER.matcher(named.last()).matches()) {
            named = named.parent();
        }
        return named.last();
    }
}
