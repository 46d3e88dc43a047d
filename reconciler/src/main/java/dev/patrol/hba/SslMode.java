package dev.patrol.hba;

import java.util.List;
import java.util.Optional;

/** How a client goes about TLS, by libpq's words for it (PostgreSQL documentation, "SSL Support"). */
public enum SslMode {
    DISABLE,
    ALLOW,
    PREFER,
    REQUIRE;

    /** What libpq makes of a word; without one, or with a wrong one, it prefers TLS. */
    static SslMode of(Optional<String> word) {
        return switch (word.orElse("prefer")) {
            case "disable" -> DISABLE;
            case "allow" -> ALLOW;
            case "require", "verify-ca", "verify-full" -> REQUIRE;
            default -> PREFER;
        };
    }

    /** With TLS or without, in the order of the attempts: a server's refusal leads to the next. */
    List<Boolean> attempts(boolean serverHasTls) {
        return switch (this) {
            case DISABLE -> List.of(false);
            case ALLOW -> serverHasTls ? List.of(false, true) : List.of(false);
            case PREFER -> serverHasTls ? List.of(true, false) : List.of(false);
            case REQUIRE -> serverHasTls ? List.of(true) : List.of();
        };
    }
}
