package dev.patrol.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "*/5 * * * *      > 0 */5 * * * ?",
                "0 2 * * *        > 0 0 2 * * ?",
                "0 2 * * 1-5      > 0 0 2 ? * MON,TUE,WED,THU,FRI",
                "0 2 * * 0        > 0 0 2 ? * SUN",
                "0 2 * * 7        > 0 0 2 ? * SUN",
                "0 2 * * 5-7      > 0 0 2 ? * SUN,FRI,SAT",
                "0 2 * * sat-mon  > 0 0 2 ? * SUN,MON,SAT",
                "0 2 * * mon,3    > 0 0 2 ? * MON,WED",
                "0 2 * * */2      > 0 0 2 ? * SUN,TUE,THU,SAT",
                "0 2 * * 1-5/2    > 0 0 2 ? * MON,WED,FRI",
                "0 2 * * 0-6      > 0 0 2 * * ?",
                "0 2 1,15 * *     > 0 0 2 1,15 * ?",
                "0 2 1 jan-mar *  > 0 0 2 1 jan-mar ?",
                "@hourly          > 0 0 * * * ?",
                "@weekly          > 0 0 0 ? * SUN",
                "30 0 2 ? * MON   > 30 0 2 ? * MON",
                "0 0 2 ? * MON 2030 > 0 0 2 ? * MON 2030"
            })
    void aCrontabsFieldsMeanTheSameToQuartz(String crontab, String quartz) {
        assertEquals(quartz, CronText.parse(crontab).expression());
    }

    @Test
    void theNextTimeIsInItsZone() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant monday = LocalDateTime.parse("2026-11-23T03:00").atZone(berlin).toInstant();
        Instant next = LocalDateTime.parse("2026-11-24T02:00").atZone(berlin).toInstant();

        assertEquals(Optional.of(next), CronText.parse("0 2 * * 1-5").next(monday, berlin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5m",
                "* * * *",
                "* * * * * * * *",
                "61 * * * *",
                "* 25 * * *",
                "0 2 * * 8",
                "0 2 * * funday",
                "0 2 * * xyz",
                "0 2 * * 1,",
                "0 2 13 * 5",
                "0 0 0 30 2 ?",
                "0 0 0 1 1 ? 2001",
                "@sometimes"
            })
    void whatIsNoScheduleIsRefusedWithItsText(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> CronText.parse(text));

        String message = refusal.getMessage();
        assertTrue(message.startsWith("'" + text + "' is no cron expression: "), message);
    }
}
