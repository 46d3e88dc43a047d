package dev.patrol.view;

import dev.patrol.diff.Origin;
import dev.patrol.problem.Printable;
import dev.patrol.status.ClusterStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Predicate;

/** Whose doing a difference is, for people. */
final class Whose {
    static final Predicate<Difference> SECRET =
            difference -> difference.change().origin().kind() == Origin.Kind.SECRET;
    static final Predicate<Difference> OTHERS =
            difference -> difference.change().origin().isDrift();
    static final Predicate<Difference> WANTED = SECRET.or(OTHERS).negate();

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private Whose() {}

    static String heading(ClusterStatus status) {
        return status.appliedRevision().equals(Optional.of(status.revision()))
                ? status.lastSuccess()
                        .map(time -> "drift since " + time(time) + ", when all was as this revision says:")
                        .orElse("drift:")
                : "drift:";
    }

    /** What was touched, and since when it has been so at the latest; nothing where that is the commit's doing. */
    static Optional<String> note(Difference difference) {
        String fate = difference.isOnlyReported() ? "only reported; " : "";
        String note =
                fate + (OTHERS.test(difference) ? touched(difference.change().origin()) : "");
        return Optional.of(note).filter(text -> !text.isEmpty());
    }

    static String touched(Origin origin) {
        String place = Printable.line(origin.place());
        String by = switch (origin.kind()) {
            case ALTER_SYSTEM -> "ALTER SYSTEM in " + place;
            case PATRONI_FILE, SERVER_FILE -> "by hand in " + place;
            case DCS, UNKNOWN -> "";
            default -> place;
        };
        return by + origin.since().map(time -> ", changed " + time(time)).orElse("");
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
