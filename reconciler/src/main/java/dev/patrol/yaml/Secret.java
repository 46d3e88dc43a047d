package dev.patrol.yaml;

import static java.util.Objects.requireNonNull;

/** A text that only the file on the node and the connection may see; it prints as {@code ***} everywhere else. */
public final class Secret {
    public static final String MASK = "***";

    private final String value;

    public Secret(String value) {
        this.value = requireNonNull(value, "value");
    }

    /** The text itself. Whoever calls this answers for where it goes. */
    public String reveal() {
        return value;
    }

    /** A value as it is, of a secret its text; for whoever compares values or judges them. */
    public static Object plain(Object value) {
        return value instanceof Secret secret ? secret.reveal() : value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
