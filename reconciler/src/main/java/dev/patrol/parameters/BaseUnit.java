package dev.patrol.parameters;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a parameter counts in: {@code kB}, {@code ms}, or some of these, such as {@code 8kB}. Converts as PostgreSQL's
 * {@code convert_to_base_unit} does (guc.c).
 *
 * @param size in bytes or in microseconds
 * @param units the units that may be given, the largest first, with their size
 */
record BaseUnit(double size, Map<String, Double> units) {
    private static final Pattern TEXT = Pattern.compile("([0-9]*)([A-Za-z]+)");
    private static final Map<String, Double> MEMORY = new LinkedHashMap<>();
    private static final Map<String, Double> TIME = new LinkedHashMap<>();

    static {
        MEMORY.put("TB", 0x1p40);
        MEMORY.put("GB", 0x1p30);
        MEMORY.put("MB", 0x1p20);
        MEMORY.put("kB", 0x1p10);
        MEMORY.put("B", 1.0);
        TIME.put("d", 86_400e6);
        TIME.put("h", 3_600e6);
        TIME.put("min", 60e6);
        TIME.put("s", 1e6);
        TIME.put("ms", 1e3);
        TIME.put("us", 1.0);
    }

    /** The unit column of pg_settings; empty for what no PostgreSQL says. */
    static Optional<BaseUnit> of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        double factor = parts.group(1).isEmpty() ? 1 : Double.parseDouble(parts.group(1));
        String unit = parts.group(2);
        Map<String, Double> family = MEMORY.containsKey(unit) ? MEMORY : TIME;
        return Optional.ofNullable(family.get(unit)).map(one -> new BaseUnit(factor * one, family));
    }

    /** A number of units in this one; empty for a unit that does not fit. Units are told apart by case. */
    OptionalDouble from(double number, String unit) {
        Double of = units.get(unit);
        if (of == null) {
            return OptionalDouble.empty();
        }
        double value = number * (of / size);
        Optional<Double> smaller = nextSmaller(of);
        if (smaller.isEmpty()) {
            return OptionalDouble.of(value);
        }
        // A fraction, as in 30.1GB, is rounded to the next smaller unit.
        double step = smaller.get() / size;
        return OptionalDouble.of(Math.rint(value / step) * step);
    }

    private Optional<Double> nextSmaller(double of) {
        return units.values().stream().filter(other -> other < of).findFirst();
    }
}
