package dev.patrol.parameters;

import java.util.Locale;

/**
 * A value that a server would get from its file.
 *
 * @param name of the parameter, whose case does not matter
 * @param value as Patroni writes it there, without the quotes
 */
public record NewValue(String name, String value) {
    public NewValue {
        name = name.toLowerCase(Locale.ROOT);
    }
}
