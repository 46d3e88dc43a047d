package dev.patrol.settings;

import dev.patrol.address.HostPort;
import dev.patrol.apply.Limits;
import dev.patrol.calendar.CronText;
import dev.patrol.daemon.DaemonSettings;
import dev.patrol.daemon.Schedule;
import dev.patrol.problem.Problems;
import dev.patrol.safety.SafetyRules;
import dev.patrol.units.Quantity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the settings file; every mistake in it at once, each with its place. */
public final class SettingsReader {
    /** Where {@code /metrics} is served unless somebody says otherwise. */
    public static final HostPort USUAL_LISTEN = new HostPort("127.0.0.1", 9479);

    private static final int USUAL_PARALLELISM = 8;
    // A scheme, or scp's HOST:PATH; anything else is a path on this machine.
    private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*|[^/]+:.*");

    private final SettingsFile file;
    private final Surroundings surroundings;

    private SettingsReader(SettingsFile file, Surroundings surroundings) {
        this.file = file;
        this.surroundings = surroundings;
    }

    /**
     * The settings of the file that somebody named, of the first usual place that has one, or the defaults.
     *
     * @return empty when there are errors
     */
    public static Optional<Settings> load(Optional<Path> named, Surroundings surroundings, Problems problems) {
        SettingsFile file = SettingsPlaces.find(named, surroundings)
                .map(found -> SettingsFile.read(found, surroundings.home()))
                .orElseGet(() -> SettingsFile.absent(surroundings));
        Settings settings = new SettingsReader(file, surroundings).settings();
        problems.addAll(file.problems().all());
        return file.problems().hasErrors() ? Optional.empty() : Optional.of(settings);
    }

    private Settings settings() {
        return new Settings(repository(), file.text("revision"), folders(), access(), passes(), serving());
    }

    private Optional<String> repository() {
        return file.text("repo")
                .map(text -> ELSEWHERE.matcher(text).matches()
                        ? text
                        : file.located(text).toString());
    }

    private Settings.Folders folders() {
        return new Settings.Folders(
                file.path("state_directory").orElseGet(surroundings::stateFolder), file.path("secrets_directory"));
    }

    private Settings.Access access() {
        AccessSections sections = new AccessSections(file, surroundings);
        return new Settings.Access(sections.ssh(), sections.git(), sections.rest(), sections.etcd());
    }

    private Settings.Passes passes() {
        return new Settings.Passes(
                file.text("parallelism").map(Integer::valueOf).orElse(USUAL_PARALLELISM),
                new Limits(
                        file.duration("limits.start").orElse(Limits.DEFAULT.start()),
                        file.duration("limits.restart").orElse(Limits.DEFAULT.restart()),
                        file.duration("limits.health").orElse(Limits.DEFAULT.health()),
                        Limits.DEFAULT.poll()),
                file.text("safety.maximum_lag")
                        .map(text -> new SafetyRules(Quantity.bytes(text)))
                        .orElse(SafetyRules.DEFAULT));
    }

    private Settings.Serving serving() {
        return new Settings.Serving(
                schedule(),
                file.text("listen").map(text -> HostPort.of(text, 0)).orElse(USUAL_LISTEN),
                file.path("metrics_textfile"));
    }

    private DaemonSettings schedule() {
        Optional<Schedule> interval = file.duration("schedule.interval").map(Schedule.Every::new);
        Optional<Schedule> cron = file.parsed("schedule.cron", SettingsReader::cron);
        return interval.or(() -> cron).map(DaemonSettings::of).orElse(DaemonSettings.DEFAULTS);
    }

    private static Schedule cron(String text) {
        Schedule cron = new Schedule.Cron(CronText.parse(text));
        if (cron.next(Instant.now()).equals(Schedule.NEVER)) {
            throw new IllegalArgumentException("'" + text + "' never fires again");
        }
        return cron;
    }
}
