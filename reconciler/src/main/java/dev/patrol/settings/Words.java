package dev.patrol.settings;

import java.util.Locale;

/** Choices as people write them. */
final class Words {
    private Words() {}

    static String of(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
