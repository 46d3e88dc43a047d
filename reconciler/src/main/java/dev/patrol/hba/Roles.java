package dev.patrol.hba;

import java.util.Optional;
import java.util.Set;

/**
 * Of which roles a role is a member, directly or not; every role is one of itself.
 *
 * @param others empty when it is not known
 */
public record Roles(Optional<Set<String>> others) {
    public static final Roles UNKNOWN = new Roles(Optional.empty());

    public static Roles of(String... names) {
        return new Roles(Optional.of(Set.of(names)));
    }

    Match isMember(String self, String role) {
        if (role.equals(self)) {
            return Match.YES;
        }
        return others.map(names -> Match.of(names.contains(role))).orElse(Match.MAYBE);
    }
}
