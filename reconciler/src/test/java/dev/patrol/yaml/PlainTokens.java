package dev.patrol.yaml;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What PyYAML 6 makes of unquoted texts, measured; readers of YAML 1.2 and other readers of 1.1 differ on many. */
final class PlainTokens {
    private static final Map<String, Object> MEANINGS = meanings();

    private PlainTokens() {}

    static Map<String, Object> all() {
        return MEANINGS;
    }

    static List<String> texts() {
        return new ArrayList<>(MEANINGS.keySet());
    }

    private static Map<String, Object> meanings() {
        Map<String, Object> meanings = new LinkedHashMap<>();
        all(meanings, true, "on", "On", "ON", "yes", "Yes", "YES", "true", "True", "TRUE");
        all(meanings, false, "off", "Off", "OFF", "no", "No", "NO", "false", "False", "FALSE");
        all(meanings, null, "~", "null", "Null", "NULL");
        asTexts(meanings, "y", "n", "Y", "N", "tRue", "none", "None", "inf", "NaN", "nan", "1.2.3", "100MB", "10s");
        asTexts(meanings, "0.0.0.0:8008", "1e3", "1e+3", "1.0e3", "1e400", "-.5", "08", "09", "0o17", "1:60", "+.5");
        asTexts(meanings, "=", "2024-01-01", "2024-01-01 10:20:30", "2024-01-01T10:20:30.5Z", "12e03", "0x", "1,000");
        integers(meanings);
        decimals(meanings);
        return Collections.unmodifiableMap(meanings);
    }

    private static void integers(Map<String, Object> meanings) {
        all(meanings, 0L, "0", "00", "-0", "0_");
        all(meanings, 1000L, "1_000", "1000");
        all(meanings, 5L, "0b101");
        all(meanings, 31L, "0x1F", "0x_1f");
        all(meanings, 1L, "+1");
        all(meanings, 15L, "017");
        all(meanings, 10L, "012");
        all(meanings, -10L, "-012", "-0b1010");
        all(meanings, 90L, "1:30");
        all(meanings, 750L, "12:30");
        all(meanings, 45045L, "12:30:45");
        all(meanings, -45045L, "-12:30:45");
        all(meanings, 685230L, "190:20:30");
        all(meanings, Long.MAX_VALUE, "9223372036854775807");
        all(meanings, new BigInteger("9223372036854775808"), "9223372036854775808");
        all(meanings, new BigInteger("-123456789012345678901234567890"), "-123456789012345678901234567890");
    }

    private static void decimals(Map<String, Object> meanings) {
        all(meanings, 0.5, ".5");
        all(meanings, 1000.0, "1.0e+3", "1_000.0");
        all(meanings, 0.0015, "1.5E-3");
        all(meanings, 5.0, "5.");
        all(meanings, 0.1, "0.1");
        all(meanings, -0.0, "-0.0");
        all(meanings, 90.5, "1:30.5");
        all(meanings, Double.POSITIVE_INFINITY, ".inf", "+.INF", "1.0e+400");
        all(meanings, Double.NEGATIVE_INFINITY, "-.inf");
        all(meanings, Double.NaN, ".nan", ".NaN");
    }

    private static void all(Map<String, Object> meanings, Object value, String... texts) {
        for (String text : texts) {
            meanings.put(text, value);
        }
    }

    private static void asTexts(Map<String, Object> meanings, String... texts) {
        for (String text : texts) {
            meanings.put(text, text);
        }
    }
}
