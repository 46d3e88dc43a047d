package dev.patrol.settings;

import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlMap;
import java.util.regex.Pattern;

/**
 * What must hold between the keys of a settings file, which a schema does not say. Looks at what is written: of a value that
 * is wrong it does not follow that another key is missing.
 */
final class SettingsRules {
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/@]*:[^/@]*@.*");
    private static final String WHOLE_CERTIFICATE =
            "a client certificate takes 'ca_file', 'cert_file' and 'key_file'; write all three";

    private final YamlMap written;
    private final Problems problems;

    SettingsRules(YamlMap written, Problems problems) {
        this.written = written;
        this.problems = problems;
    }

    void check() {
        needs("ssh.passphrase", "ssh.key", "a passphrase needs its 'key'; name the key's file beside it");
        needs("git.passphrase", "git.key", "a passphrase needs its 'key'; name the key's file beside it");
        needs("git.known_hosts", "git.key", "'git.known_hosts' needs 'git.key'; name the key's file beside it");
        needs("git.username", "git.token", "'git.username' needs 'git.token'; for ssh, name the user in 'repo'");
        needs("etcd.cert_file", "etcd.key_file", WHOLE_CERTIFICATE);
        needs("etcd.cert_file", "etcd.ca_file", WHOLE_CERTIFICATE);
        needs("etcd.key_file", "etcd.cert_file", WHOLE_CERTIFICATE);
        refuse(
                "rest.ca_file",
                !is("rest.via", "direct"),
                "'rest.ca_file' does nothing by way of ssh; set 'via: direct' or remove the line");
        refuse("schedule.cron", has("schedule.interval"), "'schedule' has an interval and a cron expression; keep one");
        // Said without the value, which holds the password.
        boolean holdsPassword = written.find("repo")
                .filter(repo ->
                        PASSWORD_IN_URL.matcher(String.valueOf(repo.plain())).matches())
                .isPresent();
        refuse("repo", holdsPassword, "'repo' holds a password; take it out and use 'git.token'");
    }

    private boolean has(String key) {
        return written.find(key).isPresent();
    }

    private boolean is(String key, String value) {
        return written.find(key).filter(node -> value.equals(node.plain())).isPresent();
    }

    private void needs(String key, String other, String message) {
        refuse(key, !has(other), message);
    }

    private void refuse(String key, boolean isWrong, String message) {
        written.find(key).filter(found -> isWrong).ifPresent(found -> problems.error(found.location(), message));
    }
}
