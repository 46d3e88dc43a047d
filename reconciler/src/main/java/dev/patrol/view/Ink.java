package dev.patrol.view;

import java.io.Console;
import java.util.Optional;

/** Colours for a terminal, or none. The text reads the same without them. */
public enum Ink {
    PLAIN(false),
    COLOURED(true);

    private final boolean coloured;

    Ink(boolean coloured) {
        this.coloured = coloured;
    }

    /** Coloured on a terminal, unless NO_COLOR is set (no-color.org). */
    public static Ink forTerminal() {
        boolean terminal =
                Optional.ofNullable(System.console()).filter(Ink::isTerminal).isPresent()
                        && System.getenv("TERM") != null;
        return terminal && System.getenv("NO_COLOR") == null ? COLOURED : PLAIN;
    }

    // Java 22 to 24 have a console without a terminal, too, and since Java 22 it can be asked.
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    String bold(String text) {
        return paint("1", text);
    }

    String good(String text) {
        return paint("32", text);
    }

    String caution(String text) {
        return paint("33", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return coloured && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
