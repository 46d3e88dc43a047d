package dev.patrol.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.address.HostPort;
import dev.patrol.apply.Limits;
import dev.patrol.calendar.CronTimes;
import dev.patrol.daemon.DaemonSettings;
import dev.patrol.daemon.Schedule;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import dev.patrol.remote.etcd.EtcdSettings;
import dev.patrol.remote.rest.RestSettings;
import dev.patrol.remote.ssh.SshSettings;
import dev.patrol.remote.ssh.SshSettings.Identity;
import dev.patrol.safety.SafetyRules;
import dev.patrol.secrets.FileAndEnvironmentSecrets;
import dev.patrol.secrets.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    private static final String KEYS =
            "repo, revision, state_directory, secrets_directory, parallelism, ssh, git, rest, etcd,"
                    + " schedule, listen, metrics_textfile, limits, safety";
    private static final String TIME = "a time: a number and s, min, h or d, such as 90s, 5min or 4h";
    private static final String SECRET = "write {env: VARIABLE} or {file: PATH, key: KEY}";

    @TempDir
    private Path folder;

    private Path home;
    private Path file;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        file = folder.resolve("settings.yaml");
    }

    private Surroundings surroundings(Map<String, String> environment) {
        return new Surroundings(environment, home, folder, "me");
    }

    private Settings read(String text) throws IOException {
        Problems problems = new Problems();
        Optional<Settings> settings = load(text, problems);
        assertEquals(List.of(), problems.all());
        return settings.orElseThrow();
    }

    /** The messages with their line and column. */
    private List<String> problemsOf(String text) throws IOException {
        Problems problems = new Problems();
        assertEquals(Optional.empty(), load(text, problems));
        return problems.all().stream()
                .map(Problem::toString)
                .map(line -> line.substring(file.toString().length() + 1))
                .toList();
    }

    private Optional<Settings> load(String text, Problems problems) throws IOException {
        Files.writeString(file, text);
        return SettingsReader.load(Optional.of(file), surroundings(Map.of()), problems);
    }

    @Test
    void anEmptyFileHasAllDefaults() throws IOException {
        Settings settings = read("# nothing yet\n");

        assertEquals(Optional.empty(), settings.repository());
        assertEquals(home.resolve(".local/state/patrol"), settings.folders().state());
        assertEquals(new Settings.Passes(8, Limits.DEFAULT, SafetyRules.DEFAULT), settings.passes());
        assertEquals(
                new Settings.Serving(DaemonSettings.DEFAULTS, new HostPort("127.0.0.1", 9479), Optional.empty()),
                settings.serving());
        assertEquals(RestSettings.DEFAULTS, settings.access().rest());
        assertEquals(EtcdSettings.DEFAULTS, settings.access().etcd());
        SshSettings ssh = settings.access().ssh().plain();
        assertEquals(
                SshSettings.of(
                        "me",
                        new Identity.KeyFile(home.resolve(".ssh/id_ed25519"), Optional.empty()),
                        home.resolve(".ssh/known_hosts")),
                ssh);
    }

    @Test
    void emptySectionsAreDefaultsToo() throws IOException {
        assertEquals(read(""), read("ssh:\n  # user: patrol\ngit:\nschedule:\n"));
    }

    @Test
    void theExampleIsRight() throws IOException {
        Settings settings = read(Files.readString(Path.of("../examples/patrol.yaml")));

        assertEquals(Optional.of("ssh://git@git.example.com/databases/clusters.git"), settings.repository());
        assertEquals(
                Optional.of(new SshSettings.JumpHost(new HostPort("bastion.example.com", 22), Optional.of("jump"))),
                settings.access().ssh().plain().jumpHost());
    }

    @Test
    void whatIsInEffectReadsBackAsTheSame() throws IOException {
        Settings example = read(Files.readString(Path.of("../examples/patrol.yaml")));
        assertEquals(example.effective(), read(example.effective()).effective());

        Settings other = read("repo: /srv/clusters\nschedule: {cron: '0 2 * * 1-5'}\nlisten: '[::1]:9000'\n"
                + "git: {token: {env: TOKEN}}\nlimits: {start: 90s}\nsafety: {maximum_lag: 512kB}\n");
        assertEquals(other.effective(), read(other.effective()).effective());
        assertTrue(other.effective().contains("start: 90s"), other.effective());
        assertTrue(other.effective().contains("cron: 0 0 2 ? * MON,TUE,WED,THU,FRI"), other.effective());
        assertTrue(other.effective().contains("maximum_lag: 512kB"), other.effective());
    }

    @Test
    void everyMistakeIsShownAtOnceWithItsPlace() throws IOException {
        assertEquals(
                List.of(
                        "1:1: unknown key 'repository'; known are " + KEYS,
                        "3:3: unknown key 'usr' under 'ssh'; did you mean 'user'?",
                        "4:11: 'ssh.become' must be one of sudo, none, found the text 'doas'",
                        "5:20: 'ssh.connect_timeout' must be " + TIME + ", found the number 30",
                        "6:15: 'ssh.passphrase' is written out; a secret does not belong here: write"
                                + " {env: VARIABLE} or {file: PATH, key: KEY}",
                        "6:15: a passphrase needs its 'key'; name the key's file beside it",
                        "7:9: 'listen' must be HOST:PORT, an IPv6 address in brackets, found the number 9479",
                        "8:14: 'parallelism' must be a whole number from 1 to 256, found the number 0",
                        "9:23: 'safety.maximum_lag' must be a size: a number and B, kB, MB or GB, such as 512kB or"
                                + " 16MB, found the number 16",
                        "10:9: 'limits' must be a map, found the text '5min'; write lines 'KEY: VALUE' below,"
                                + " indented; known keys are start, restart, health"),
                problemsOf("""
                        repository: /srv/clusters
                        ssh:
                          usr: patrol
                          become: doas
                          connect_timeout: 30
                          passphrase: hunter2
                        listen: 9479
                        parallelism: 0
                        safety: {maximum_lag: 16}
                        limits: 5min
                        """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "revision: 12345678           > 1:11: 'revision' must be a text of one line, not empty, found the number"
                        + " 12345678; put it in quotes if it is meant as text",
                "repo:                        > 1:6: 'repo' must be a text of one line, not empty, found nothing; write a"
                        + " value, or remove the key",
                "repo: [a]                    > 1:7: 'repo' must be a text of one line, not empty, found a list; write one"
                        + " value, without '- ' and brackets",
                "repo: https://me:pw@host/x   > 1:7: 'repo' holds a password; take it out and use 'git.token'",
                "[a]                          > 1:1: the file must be a map, found a list; write lines 'KEY: VALUE'; known"
                        + " keys are " + KEYS,
                "metrics_textfile: /x/a.txt   > 1:19: 'metrics_textfile' must be the path of a file that ends in .prom, or"
                        + " node_exporter does not read it, found the text '/x/a.txt'",
                "schedule: {interval: 1x}     > 1:22: 'schedule.interval' must be " + TIME + ", found the text '1x'",
                "schedule: {interval: 2d}     > 1:22: 'schedule.interval': '2d' is out of range; write 1s to 1d",
                "schedule: {cron: often}      > 1:18: 'schedule.cron': 'often' is no cron expression: it has 1 fields; a crontab has five:"
                        + " minute hour day-of-month month day-of-week",
                "'schedule: {cron: \"0 0 0 1 1 ? 2001\"}' > 1:18: 'schedule.cron': '0 0 0 1 1 ? 2001' never fires again",
                "'schedule: {interval: 1min, cron: \"@daily\"}' > 1:34: 'schedule' has an interval and a cron expression;"
                        + " keep one",
                "ssh: {jump: a@b@c}           > 1:13: 'ssh.jump' must be HOST, HOST:PORT or USER@HOST, an IPv6 address in"
                        + " brackets, found the text 'a@b@c'",
                "listen: 'host:99999'         > 1:9: 'listen' must be HOST:PORT, an IPv6 address in brackets, found the"
                        + " text 'host:99999'",
                "git: {username: me}          > 1:17: 'git.username' needs 'git.token'; for ssh, name the user in"
                        + " 'repo'",
                "git: {known_hosts: /x}       > 1:20: 'git.known_hosts' needs 'git.key'; name the key's file beside it",
                "git: {token: {key: x}}       > 1:14: 'git.token' must say where the secret is kept: " + SECRET,
                "'git: {token: {env: A, file: B}}' > 1:14: 'git.token' must say where the secret is kept: " + SECRET,
                "git: {token: {evn: A}}       > 1:14: 'git.token' must say where the secret is kept: " + SECRET,
                "git: {token: ghp_pw@}        > 1:14: 'git.token' is written out; a secret does not belong here: "
                        + SECRET,
                "rest: {ca_file: /x}          > 1:17: 'rest.ca_file' does nothing by way of ssh; set 'via: direct' or"
                        + " remove the line",
                "etcd: {cert_file: /x}        > 1:19: a client certificate takes 'ca_file', 'cert_file' and"
                        + " 'key_file'; write all three"
            })
    void aMistakeIsToldWithTheWayOut(String text, String problem) throws IOException {
        List<String> problems = problemsOf(text.replaceAll("^'(.*)'$", "$1"));

        assertEquals(problem, problems.get(0));
        assertTrue(problems.stream().noneMatch(line -> line.contains("pw@")), problems.toString());
    }

    @Test
    void pathsAreRelativeToTheFile() throws IOException {
        Settings settings = read("repo: ./clusters\nsecrets_directory: ~/secrets\nstate_directory: /var/x/../y\n");

        assertEquals(Optional.of(folder.resolve("clusters").toString()), settings.repository());
        assertEquals(Optional.of(home.resolve("secrets")), settings.folders().secrets());
        assertEquals(Path.of("/var/y"), settings.folders().state());
    }

    @ParameterizedTest
    @CsvSource({"https://host/a.git", "git@host:a.git", "host:a/b.git", "file:///srv/a"})
    void whatIsElsewhereStaysAsItIs(String repository) throws IOException {
        assertEquals(Optional.of(repository), read("repo: " + repository).repository());
    }

    @Test
    void aTokenInTheUrlIsNotShown() throws IOException {
        Settings settings = read("repo: https://ghp_s3cret@host/a.git");

        assertEquals(Optional.of("https://ghp_s3cret@host/a.git"), settings.repository());
        assertTrue(settings.effective().startsWith("repo: https://***@host/a.git\n"), settings.effective());
    }

    @Test
    void rootNeedsNoSudo() throws IOException {
        assertEquals(
                SshSettings.Become.NONE,
                read("ssh: {user: root}").access().ssh().plain().become());
    }

    @Test
    void aPassphraseIsLookedUpOnlyWhenNodesAreReached() throws IOException {
        Files.writeString(folder.resolve("passphrase"), "open sesame\n");
        SshOptions options =
                read("ssh: {key: id, passphrase: {file: passphrase}}").access().ssh();
        assertEquals(
                new Identity.KeyFile(folder.resolve("id"), Optional.empty()),
                options.plain().identity());

        Problems problems = new Problems();
        SshSettings resolved = options.resolved(FileAndEnvironmentSecrets.ofSettings(Map.of()), problems);

        Identity.KeyFile key = (Identity.KeyFile) resolved.identity();
        assertEquals("open sesame", key.passphrase().orElseThrow().reveal());
    }

    @Test
    void theAgentIsUsedWhereThereIsOneAndNoKeyIsNamed() throws IOException {
        Files.writeString(file, "ssh: {}");
        Surroundings withAgent = surroundings(Map.of("SSH_AUTH_SOCK", "/run/agent"));

        Settings settings = SettingsReader.load(Optional.of(file), withAgent, new Problems())
                .orElseThrow();

        assertEquals(
                new Identity.Agent(Path.of("/run/agent")),
                settings.access().ssh().plain().identity());
    }

    @Test
    void secretsOfTheGitServerAreReferences() throws IOException {
        GitOptions git = read("git: {token: {file: git.yaml, key: a.b}, timeout: 2min}")
                .access()
                .git();

        GitOptions.Token token = git.http().orElseThrow();
        SecretReference.FromFile reference = (SecretReference.FromFile) token.token();
        assertEquals(folder.resolve("git.yaml").toString(), reference.path());
        assertEquals(Optional.of("a.b"), reference.key());
        assertEquals("git", token.username());
        assertEquals(Duration.ofMinutes(2), git.timeout());
    }

    @Test
    void aCronExpressionIsReadAsCrontabsHaveIt() throws IOException {
        DaemonSettings daemon =
                read("schedule: {cron: '*/5 * * * 0'}").serving().daemon();

        assertEquals(new Schedule.Cron(new CronTimes("0 */5 * ? * SUN")), daemon.schedule());
    }
}
