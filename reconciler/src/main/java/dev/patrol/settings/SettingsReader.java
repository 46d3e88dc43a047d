package dev.patrol.settings;

import dev.patrol.address.HostPort;
import dev.patrol.apply.Limits;
import dev.patrol.calendar.CronText;
import dev.patrol.daemon.DaemonSettings;
import dev.patrol.daemon.Schedule;
import dev.patrol.metrics.MetricsTextfile;
import dev.patrol.problem.Location;
import dev.patrol.problem.Message;
import dev.patrol.problem.Problems;
import dev.patrol.safety.SafetyRules;
import dev.patrol.units.Quantity;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the settings file; every mistake in it at once, each with its place. */
public final class SettingsReader {
    /** Where {@code /metrics} is served unless somebody says otherwise. */
    public static final HostPort USUAL_LISTEN = new HostPort("127.0.0.1", 9479);

    private static final int USUAL_PARALLELISM = 8;
    private static final int MOST_PARALLELISM = 256;
    // A scheme, or scp's HOST:PATH; anything else is a path on this machine.
    private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*|[^/]+:.*");
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/@]*:[^/@]*@.*");

    private final Section root;
    private final Reading reading;
    private final Surroundings surroundings;

    private SettingsReader(Optional<YamlNode> document, Reading reading, Surroundings surroundings) {
        this.root = Section.root(reading, document);
        this.reading = reading;
        this.surroundings = surroundings;
    }

    /**
     * The settings of the file that somebody named, of the first usual place that has one, or the defaults.
     *
     * @return empty when there are errors
     */
    public static Optional<Settings> load(Optional<Path> named, Surroundings surroundings, Problems problems) {
        Optional<Path> file = SettingsPlaces.find(named, surroundings);
        if (file.isEmpty()) {
            return read(Optional.empty(), surroundings.workingDirectory(), surroundings, problems);
        }
        Optional<String> text = text(file.get(), problems);
        return text.flatMap(found -> {
            Problems ofFile = new Problems();
            Optional<YamlNode> document = YamlReader.read(file.get().toString(), found, ofFile);
            Optional<Settings> settings =
                    read(document, file.get().toAbsolutePath().resolveSibling(""), surroundings, ofFile);
            problems.addAll(ofFile.all());
            return settings;
        });
    }

    /** Every key there is, dotted. */
    static Set<String> keys(Surroundings surroundings) {
        Reading reading = new Reading(Path.of("/"), surroundings.home(), new Problems(), new TreeSet<>());
        new SettingsReader(Optional.empty(), reading, surroundings).settings();
        return reading.keys();
    }

    private static Optional<Settings> read(
            Optional<YamlNode> document, Path folder, Surroundings surroundings, Problems problems) {
        Reading reading = new Reading(folder, surroundings.home(), problems, new TreeSet<>());
        SettingsReader reader = new SettingsReader(document, reading, surroundings);
        Settings settings = reader.settings();
        reader.root.rejectUnknown();
        return problems.hasErrors() ? Optional.empty() : Optional.of(settings);
    }

    private static Optional<String> text(Path file, Problems problems) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            problems.error(Location.ofFile(file.toString()), "cannot read the settings: " + reason(e));
            return Optional.empty();
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file; name another with --settings or $" + SettingsPlaces.VARIABLE;
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied; make the file readable for the user that runs Patrol";
        }
        return e instanceof CharacterCodingException ? "the file is not UTF-8; convert it" : Message.of(e);
    }

    private Settings settings() {
        return new Settings(repository(), root.text("revision"), folders(), access(), passes(), serving());
    }

    private Optional<String> repository() {
        Optional<String> repository = root.text("repo");
        if (repository.filter(text -> PASSWORD_IN_URL.matcher(text).matches()).isPresent()) {
            root.error(root.location("repo"), "'repo' holds a password; take it out and use 'git.token'");
        }
        return repository.map(text ->
                ELSEWHERE.matcher(text).matches() ? text : reading.path(text).toString());
    }

    private Settings.Folders folders() {
        return new Settings.Folders(
                root.path("state_directory").orElseGet(surroundings::stateFolder), root.path("secrets_directory"));
    }

    private Settings.Access access() {
        AccessSections sections = new AccessSections(surroundings);
        return new Settings.Access(
                sections.ssh(root.section("ssh")),
                sections.git(root.section("git")),
                sections.rest(root.section("rest")),
                sections.etcd(root.section("etcd")));
    }

    private Settings.Passes passes() {
        Section limits = root.section("limits");
        Section safety = root.section("safety");
        return new Settings.Passes(
                root.whole("parallelism", 1, MOST_PARALLELISM).orElse(USUAL_PARALLELISM),
                new Limits(
                        limits.duration("start").orElse(Limits.DEFAULT.start()),
                        limits.duration("restart").orElse(Limits.DEFAULT.restart()),
                        limits.duration("health").orElse(Limits.DEFAULT.health()),
                        Limits.DEFAULT.poll()),
                safety.parsed("maximum_lag", Quantity::bytes)
                        .map(SafetyRules::new)
                        .orElse(SafetyRules.DEFAULT));
    }

    private Settings.Serving serving() {
        Optional<Path> textfile = root.path("metrics_textfile");
        if (textfile.filter(file -> !file.toString().endsWith(MetricsTextfile.SUFFIX))
                .isPresent()) {
            root.error(
                    root.location("metrics_textfile"),
                    "'metrics_textfile' must end in '" + MetricsTextfile.SUFFIX
                            + "', or node_exporter does not read it; rename it");
        }
        return new Settings.Serving(
                schedule(root.section("schedule")),
                root.parsed("listen", Quantities::address).orElse(USUAL_LISTEN),
                textfile);
    }

    private static DaemonSettings schedule(Section section) {
        Optional<Schedule> interval = section.duration("interval").map(Schedule.Every::new);
        Optional<Schedule> cron = section.parsed("cron", text -> new Schedule.Cron(CronText.parse(text)));
        if (section.has("interval") && section.has("cron")) {
            section.error(section.location("cron"), "'schedule' has an interval and a cron expression; keep one");
        }
        return interval.or(() -> cron).map(DaemonSettings::of).orElse(DaemonSettings.DEFAULTS);
    }
}
