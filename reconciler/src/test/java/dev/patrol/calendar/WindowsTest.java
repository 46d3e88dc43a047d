package dev.patrol.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Windows SATURDAY_NIGHT = allowed(window("0 2 * * sat", Duration.ofHours(4)));

    private static Window window(String crontab, Duration duration) {
        return new Window(CronText.parse(crontab), duration);
    }

    private static Windows allowed(Window... windows) {
        return new Windows(BERLIN, List.of(windows), List.of());
    }

    private static Windows denying(Windows windows, Window... denied) {
        return new Windows(windows.zone(), windows.allow(), List.of(denied));
    }

    private static Instant berlin(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    @Test
    void withoutWindowsItIsAlwaysOpen() {
        assertTrue(Windows.ALWAYS.isOpen(Instant.EPOCH));
        assertEquals(Optional.of(Instant.EPOCH), Windows.ALWAYS.opensAt(Instant.EPOCH));
    }

    @Test
    void aWindowIsOpenFromItsFirstMomentToJustBeforeItsEnd() {
        assertFalse(SATURDAY_NIGHT.isOpen(berlin("2026-11-28T01:59:59")));
        assertTrue(SATURDAY_NIGHT.isOpen(berlin("2026-11-28T02:00:00")));
        assertTrue(SATURDAY_NIGHT.isOpen(berlin("2026-11-28T05:59:59.500")));
        assertFalse(SATURDAY_NIGHT.isOpen(berlin("2026-11-28T06:00:00")));
        assertFalse(SATURDAY_NIGHT.isOpen(berlin("2026-11-27T02:30:00")), "a Friday");
    }

    @Test
    void whatIsClosedSaysWhenItOpens() {
        assertEquals(Optional.of(berlin("2026-11-28T02:00:00")), SATURDAY_NIGHT.opensAt(berlin("2026-11-25T12:00:00")));
        assertEquals(Optional.of(berlin("2026-12-05T02:00:00")), SATURDAY_NIGHT.opensAt(berlin("2026-11-28T06:00:00")));
    }

    @Test
    void whatIsOpenOpensNow() {
        Instant now = berlin("2026-11-28T03:00:00");

        assertEquals(Optional.of(now), SATURDAY_NIGHT.opensAt(now));
    }

    @Test
    void theEarlierOfTwoWindowsCounts() {
        Windows two = allowed(window("0 2 * * sat", Duration.ofHours(1)), window("0 22 * * wed", Duration.ofHours(1)));

        assertEquals(Optional.of(berlin("2026-11-25T22:00:00")), two.opensAt(berlin("2026-11-25T12:00:00")));
    }

    @Test
    void aDeniedWindowBeatsAnAllowedOne() {
        Windows windows = denying(SATURDAY_NIGHT, window("0 0 28 11 *", Duration.ofHours(3)));

        assertFalse(windows.isOpen(berlin("2026-11-28T02:30:00")));
        assertEquals(Optional.of(berlin("2026-11-28T03:00:00")), windows.opensAt(berlin("2026-11-28T02:30:00")));
        assertTrue(windows.isOpen(berlin("2026-11-28T03:00:00")));
    }

    @Test
    void whatIsDeniedForAllOfAWindowWaitsForTheNext() {
        Windows windows = denying(SATURDAY_NIGHT, window("0 0 20 12 *", Duration.ofDays(14)));

        assertEquals(Optional.of(berlin("2027-01-09T02:00:00")), windows.opensAt(berlin("2026-12-20T12:00:00")));
    }

    @Test
    void withOnlyDeniedWindowsItOpensWhenTheyEnd() {
        Windows office = denying(allowed(), window("0 8 * * mon-fri", Duration.ofHours(10)));

        assertTrue(office.isOpen(berlin("2026-11-25T07:00:00")));
        assertEquals(Optional.of(berlin("2026-11-25T18:00:00")), office.opensAt(berlin("2026-11-25T09:00:00")));
    }

    @Test
    void deniedWindowsThatFollowOneAnotherCountAsOne() {
        Windows windows =
                denying(allowed(), window("0 8 * * *", Duration.ofHours(2)), window("0 9 * * *", Duration.ofHours(3)));

        assertEquals(Optional.of(berlin("2026-11-25T12:00:00")), windows.opensAt(berlin("2026-11-25T08:30:00")));
    }

    @Test
    void whatIsAlwaysDeniedNeverOpens() {
        assertEquals(
                Optional.empty(),
                denying(SATURDAY_NIGHT, window("0 0 * * *", Duration.ofDays(2))).opensAt(Instant.EPOCH));
    }

    @Test
    void whatHasOpenedMayOpenAndWhatIsAlwaysDeniedMayNot() {
        Window once = window("0 0 2 5 12 ? 2026", Duration.ofHours(4));
        Window daily = window("0 2 * * *", Duration.ofHours(1));
        Window morning = window("0 0 * * *", Duration.ofHours(3));

        assertTrue(Windows.ALWAYS.mayOpen());
        assertTrue(allowed(window("0 0 2 21 11 ? 2001", Duration.ofHours(4))).mayOpen());
        assertFalse(denying(allowed(daily), morning).mayOpen());
        assertTrue(denying(allowed(daily, once), morning).mayOpen(), "from 3 to 6 on that day");
    }

    @Test
    void windowsThatOverlapThemselvesAreOpenThroughout() {
        Windows windows = allowed(window("0 0 * * *", Duration.ofHours(30)));

        assertTrue(windows.isOpen(berlin("2026-11-25T23:00:00")));
        assertTrue(windows.isOpen(berlin("2026-11-25T05:00:00")));
    }

    @Test
    void theClocksOfTheZoneAreGoneByInSummerAndWinter() {
        assertTrue(SATURDAY_NIGHT.isOpen(Instant.parse("2026-07-04T00:30:00Z")), "02:30 in summer");
        assertFalse(SATURDAY_NIGHT.isOpen(Instant.parse("2026-11-28T00:30:00Z")), "01:30 in winter");
    }

    @Test
    void aMomentIsWrittenAsPeopleOfTheZoneWriteIt() {
        Instant moment = berlin("2026-11-28T02:00:00");

        assertEquals("Sat 2026-11-28 02:00 Europe/Berlin", SATURDAY_NIGHT.words(moment));
        assertEquals("Sat 2026-11-28 01:00 UTC", new Windows(ZoneOffset.UTC, List.of(), List.of()).words(moment));
    }
}
