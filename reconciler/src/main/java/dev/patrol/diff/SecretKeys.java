package dev.patrol.diff;

import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which values of a file that people may have edited are not to be shown. */
final class SecretKeys {
    private static final List<String> NAMES =
            List.of("password", "passwd", "secret", "token", "auth_data", "passphrase", "access_key");
    private static final Pattern USER_INFO = Pattern.compile("://[^/\\s:@]*:[^\\s@]+@");
    // In connection strings, pg_hba lines (ldapbindpasswd, radiussecrets), commands with their environment and options,
    // and what clouds put into addresses. Rather one too many: what differs is named in any case.
    private static final Pattern PASSWORD_SETTING = Pattern.compile("(?i)"
            + "(password|passwd|passphrase|[-_]pass|secrets?|token|credentials?|sig|(access|account|api|secret)[-_]?key|-key)\\s*="
            + "|-\\S*(password|passwd|passphrase|secret|token|key)\\S*\\s"
            + "|authorization:|sshpass\\s|\\s(-u|--user)[\\s=]*[^\\s:]+:");

    private SecretKeys() {}

    /** The value, with every part that must not be shown wrapped in a {@link Secret}. */
    static Object guard(KeyPath path, Object value) {
        return ConfigTree.mapLeaves(path, value, SecretKeys::guarded);
    }

    private static Object guarded(KeyPath path, Object leaf) {
        return !(leaf instanceof Secret) && isSecret(path, leaf) ? new Secret(String.valueOf(leaf)) : leaf;
    }

    private static boolean isSecret(KeyPath path, Object value) {
        String name = path.last().toLowerCase(Locale.ROOT);
        if (NAMES.stream().anyMatch(name::contains) && !name.equals("password_encryption")) {
            return true;
        }
        return value instanceof String text
                && (USER_INFO.matcher(text).find()
                        || PASSWORD_SETTING.matcher(text).find());
    }
}
