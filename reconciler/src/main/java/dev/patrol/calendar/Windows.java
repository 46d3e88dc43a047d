package dev.patrol.calendar;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When something may happen: inside one of the allowed windows, where there are any, and outside every denied one.
 *
 * @param zone whose clocks the windows go by
 */
public record Windows(ZoneId zone, List<Window> allow, List<Window> deny) {
    public static final Windows ALWAYS = new Windows(ZoneOffset.UTC, List.of(), List.of());

    // Windows that overlap, or deny each other's beginning, take a few rounds; these are more than anybody plans for.
    private static final int ROUNDS = 1_000;

    private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm", Locale.ROOT);

    public Windows {
        requireNonNull(zone, "zone");
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    public boolean isOpen(Instant moment) {
        return (allow.isEmpty() || isIn(allow, moment)) && !isIn(deny, moment);
    }

    private boolean isIn(List<Window> windows, Instant moment) {
        return windows.stream().anyMatch(window -> window.endAt(moment, zone).isPresent());
    }

    /** The first moment, this one or a later one, at which it is open; empty: as far as can be seen, never. */
    public Optional<Instant> opensAt(Instant moment) {
        Optional<Instant> candidate = Optional.of(moment);
        for (int round = 0; round < ROUNDS && candidate.isPresent(); round++) {
            Instant at = candidate.get();
            Optional<Instant> denied = deny.stream()
                    .flatMap(window -> window.endAt(at, zone).stream())
                    .max(Comparator.naturalOrder());
            if (denied.isEmpty() && (allow.isEmpty() || isIn(allow, at))) {
                return candidate;
            }
            candidate = denied.or(() -> allow.stream()
                    .flatMap(window -> window.opens().next(at, zone).stream())
                    .min(Comparator.naturalOrder()));
        }
        return Optional.empty();
    }

    /** Whether any moment since 1970 is open to one of the allowed windows: the same answer at any time. */
    public boolean mayOpen() {
        return allow.isEmpty()
                || allow.stream()
                        .map(window -> new Windows(zone, List.of(window), deny))
                        .anyMatch(alone -> alone.opensAt(Instant.EPOCH).isPresent());
    }

    /** A moment as people of that zone write it: {@code Sat 2026-11-28 02:00 Europe/Berlin}. */
    public String words(Instant moment) {
        return WORDS.format(moment.atZone(zone)) + " " + (zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
    }
}
