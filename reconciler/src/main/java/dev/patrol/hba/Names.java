package dev.patrol.hba;

import java.util.List;

/** The names of a field, of databases or of roles, as {@code check_db} and {@code check_role} compare them. */
record Names(List<Token> tokens, boolean knowsPatterns) {
    Names {
        tokens = List.copyOf(tokens);
    }

    Match ofDatabase(Connection connection) {
        return tokens.stream().map(token -> database(token, connection)).reduce(Match.NO, Match::or);
    }

    Match ofRole(Connection connection) {
        return tokens.stream().map(token -> role(token, connection)).reduce(Match.NO, Match::or);
    }

    private Match database(Token token, Connection connection) {
        if (connection.replicates()) {
            // A physical replication connection has no database, and nothing but the keyword stands for it.
            return Match.of(token.is("replication"));
        }
        if (token.is("all")) {
            return Match.YES;
        }
        if (token.is("sameuser")) {
            return Match.of(connection.database().equals(connection.user()));
        }
        if (token.is("samerole") || token.is("samegroup")) {
            return connection.roles().isMember(connection.user(), connection.database());
        }
        return token.is("replication") ? Match.NO : named(token, connection.database());
    }

    private Match role(Token token, Connection connection) {
        if (!token.quoted() && token.text().startsWith("+")) {
            return connection.roles().isMember(connection.user(), token.text().substring(1));
        }
        return token.is("all") ? Match.YES : named(token, connection.user());
    }

    // A quote does not keep a slash from being one: regcomp_auth_token looks at the text alone.
    private Match named(Token token, String name) {
        return isPattern(token)
                ? pattern(token).occursIn(name)
                : Match.of(token.text().equals(name));
    }

    /** Whether what stands here may keep PostgreSQL from reading the whole file. */
    boolean mayBeUnreadable() {
        return tokens.stream()
                .anyMatch(token -> isPattern(token) && !pattern(token).isCertain());
    }

    private boolean isPattern(Token token) {
        return knowsPatterns && token.text().startsWith("/");
    }

    private static NamePattern pattern(Token token) {
        return new NamePattern(token.text().substring(1));
    }
}
