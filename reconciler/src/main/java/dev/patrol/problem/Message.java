package dev.patrol.problem;

import java.util.Optional;

/** What an exception says; its kind where it says nothing, as some of the JDK's. */
public final class Message {
    private Message() {}

    public static String of(Throwable failure) {
        return Optional.ofNullable(failure.getMessage())
                .orElseGet(() -> failure.getClass().getSimpleName());
    }
}
