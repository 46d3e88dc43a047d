package dev.patrol.yaml;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Python takes for true where it asks for no more (Python's documentation, "Truth Value Testing"): all but nothing,
 * zero and what is empty. So the text {@code false} is true.
 */
public final class PythonTruth {
    private PythonTruth() {}

    /**
     * Whether Python takes the value for true.
     *
     * @param value as YAML or JSON gives it: null, a boolean, a number, a text, a list or a map
     */
    public static boolean of(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof Collection<?> items) {
            return !items.isEmpty();
        }
        return value instanceof Map<?, ?> map
                ? !map.isEmpty()
                : value != null && !String.valueOf(value).isEmpty();
    }
}
