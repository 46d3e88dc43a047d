package dev.patrol.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** In what form a result is printed. */
enum Format {
    TEXT,
    JSON,
    MARKDOWN;

    static Format parse(String word, Format... allowed) {
        return Arrays.stream(allowed)
                .filter(format -> format.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("--format: '" + word + "' is not one of "
                        + Arrays.stream(allowed).map(Format::word).collect(Collectors.joining(", "))));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
