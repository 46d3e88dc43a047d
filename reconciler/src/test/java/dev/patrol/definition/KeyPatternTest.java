package dev.patrol.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.tree.KeyPath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPatternTest {
    @ParameterizedTest
    @CsvSource({
        "log.level, log.level, true",
        "log, log.level, true",
        "log.lev, log.level, false",
        "log.*, log.level, true",
        "postgresql.parameters.*_mem, postgresql.parameters.work_mem, true",
        "postgresql.parameters.pg_stat_statements.*, postgresql.parameters.pg_stat_statements.max, true",
        "ttl, bootstrap.dcs.ttl, true",
        "ttl, postgresql.ttl, false",
        "a.c, abc, false",
        "*, anything.at.all, true",
    })
    void aPatternCoversTheKeyItNamesAndWhatIsBelow(String pattern, String key, boolean covers) {
        assertEquals(covers, new KeyPattern(pattern).covers(KeyPath.parse(key)));
    }

    @ParameterizedTest
    @CsvSource({
        "log.level, log, true",
        "log, log, true",
        "logs.level, log, false",
        "bootstrap, bootstrap.dcs, true",
        "lo*, log, true",
        "log.*, log, true",
        "la*, log, false",
        "*_mem, postgresql, true",
    })
    void aPatternMayCoverOnlyWhatBeginsLikeIt(String pattern, String top, boolean may) {
        assertEquals(may, new KeyPattern(pattern).mayCoverBelow(top));
    }
}
