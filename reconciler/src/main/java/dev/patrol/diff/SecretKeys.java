package dev.patrol.diff;

import static java.util.Objects.requireNonNull;

import dev.patrol.yaml.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    static Object guard(List<String> path, Object value) {
        return requireNonNull(guarded(path, value));
    }

    // A map or a list of a file may hold nothing under a key.
    private static @Nullable Object guarded(List<String> path, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> guarded = new LinkedHashMap<>();
            map.forEach((key, child) -> guarded.put(String.valueOf(key), guarded(List.of(String.valueOf(key)), child)));
            return guarded;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> guarded(path, item)).toList();
        }
        return value != null && !(value instanceof Secret) && isSecret(path, value)
                ? new Secret(String.valueOf(value))
                : value;
    }

    private static boolean isSecret(List<String> path, Object value) {
        String name = path.get(path.size() - 1).toLowerCase(Locale.ROOT);
        if (NAMES.stream().anyMatch(name::contains) && !name.equals("password_encryption")) {
            return true;
        }
        return value instanceof String text
                && (USER_INFO.matcher(text).find()
                        || PASSWORD_SETTING.matcher(text).find());
    }
}
