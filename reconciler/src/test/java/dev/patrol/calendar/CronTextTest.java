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
                "0 0 2 ? * MON 2030 > 0 0 2 ? * MON 2030",
                "0 0 0 1 1 ? 2001 > 0 0 0 1 1 ? 2001"
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

    // In 2026 Berlin's clocks skip 02:00 to 03:00 on 29 March and have it twice on 25 October.
    @ParameterizedTest
    @CsvSource({
        "0 2 * * sun, 2026-03-27T12:00:00Z, 2026-03-29T01:00:00Z",
        "30 2 * * *, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z",
        "30 2 * * *, 2026-03-29T01:00:00Z, 2026-03-30T00:30:00Z",
        "0 3 * * *, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z",
        "0 2 * * *, 2026-10-24T12:00:00Z, 2026-10-25T00:00:00Z",
        "0 2 * * *, 2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z",
        "0 2 * * *, 2026-10-25T01:00:00Z, 2026-10-26T01:00:00Z",
        "*/15 * * * *, 2026-10-25T00:00:00Z, 2026-10-25T00:15:00Z",
        "*/15 * * * *, 2026-10-25T00:45:00Z, 2026-10-25T01:00:00Z",
        "0 12 29 2 *, 2026-03-01T00:00:00Z, 2028-02-29T11:00:00Z",
    })
    void noTimeIsLostWhenTheClocksAreChanged(String crontab, Instant after, Instant next) {
        assertEquals(Optional.of(next), CronText.parse(crontab).next(after, ZoneId.of("Europe/Berlin")));
    }

    @Test
    void aYearThatIsOverComesNoMore() {
        CronTimes past = new CronTimes("0 0 0 1 1 ? 2001");

        assertEquals(Optional.empty(), past.next(Instant.parse("2026-01-01T00:00:00Z"), ZoneId.of("Europe/Berlin")));
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
                "0 0 0 1 1 ? 1960",
                "@sometimes"
            })
    void whatIsNoScheduleIsRefusedWithItsText(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> CronText.parse(text));

        String message = refusal.getMessage();
        assertTrue(message.startsWith("'" + text + "' is no cron expression: "), message);
    }
}
