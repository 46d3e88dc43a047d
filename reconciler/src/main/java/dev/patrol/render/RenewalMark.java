package dev.patrol.render;

import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes a Patroni before 4.0.6 write {@code postgresql.conf} and {@code pg_hba.conf} anew, although nothing in its
 * configuration has changed: it compares parameters with a dot, and the list of pg_hba, with what it was told before, and not
 * with what stands in the files ({@code postgresql/config.py} reload_config). So a reload after an edit of those files finds
 * a parameter that no extension has, and a comment at the end of the list. Both say nothing to PostgreSQL, and are no part
 * of what Git wants.
 */
public final class RenewalMark {
    private static final KeyPath PARAMETER = KeyPath.ofParameter("patrol.renewed");
    private static final KeyPath HBA = KeyPath.of("postgresql", "pg_hba");
    private static final String COMMENT = "# Patrol had this file written anew: ";

    private RenewalMark() {}

    static ConfigTree with(ConfigTree file, String mark) {
        return withRules(file.with(PARAMETER, mark), rules -> Stream.concat(rules, Stream.of(COMMENT + mark)));
    }

    /** A file's content without the mark. */
    public static ConfigTree without(ConfigTree file) {
        return file.get(PARAMETER).isEmpty()
                ? file
                : withRules(
                        file.without(PARAMETER),
                        rules -> rules.filter(rule -> !String.valueOf(rule).startsWith(COMMENT)));
    }

    private static ConfigTree withRules(ConfigTree file, Function<Stream<Object>, Stream<Object>> change) {
        return file.list(HBA)
                .map(rules -> file.with(
                        HBA,
                        change.apply(rules.stream().map(rule -> (Object) rule)).toList()))
                .orElse(file);
    }
}
