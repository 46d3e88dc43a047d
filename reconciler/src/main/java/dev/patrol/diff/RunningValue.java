package dev.patrol.diff;

import dev.patrol.observe.ServerSeen.SettingSeen;
import dev.patrol.parameters.Setting;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.Optional;

/** When what a server runs with is what it was told, in whichever spelling. */
final class RunningValue {
    private static final Setting FLAG = setting("user", "bool", Optional.empty());

    private RunningValue() {}

    /** @param setting what the server says of the parameter; without it, texts are compared */
    static boolean same(Object a, Object b, Optional<SettingSeen> setting) {
        String first = text(a);
        String second = text(b);
        if (first.equals(second)) {
            return true;
        }
        if (setting.isEmpty()) {
            return FLAG.same(first, second);
        }
        SettingSeen seen = setting.get();
        return seen.kind().equals("enum")
                ? sameWord(first, second)
                : setting(seen.context(), seen.kind(), seen.unit()).same(first, second);
    }

    /** Whether the server could read it at all, be it in range or not. */
    static boolean isReadable(Object value, SettingSeen seen) {
        return seen.kind().equals("enum")
                || setting(seen.context(), seen.kind(), seen.unit()).same(text(value), text(value));
    }

    // Its words are not read with every pass. What it takes for another word (wal_compression: on is pglz) is unknown.
    private static boolean sameWord(String first, String second) {
        return first.equalsIgnoreCase(second) || FLAG.same(first, second);
    }

    private static Setting setting(String context, String kind, Optional<String> unit) {
        Setting.Range range = new Setting.Range(unit, Optional.empty(), Optional.empty());
        return Setting.of("", List.of(context, kind), range, List.of(), Optional.empty())
                .orElseThrow(() -> new IllegalArgumentException("no row of pg_settings: " + context + ", " + kind));
    }

    private static String text(Object value) {
        return String.valueOf(Secret.plain(value));
    }
}
