package dev.patrol.observe;

import dev.patrol.parameters.PatroniParameters;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A running server by its own word: what it runs with, and what stands in its files now.
 *
 * @param loaded when it last read its files
 * @param settings its parameters by name, whose case does not matter
 * @param entries all that its files set, in the order in which it reads them: of two the later holds
 */
public record ServerSeen(
        Instant loaded, Map<String, SettingSeen> settings, List<FileEntry> entries, Files files, HbaSeen hba) {

    public ServerSeen {
        Map<String, SettingSeen> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(settings);
        settings = Collections.unmodifiableMap(byName);
        entries = List.copyOf(entries);
    }

    /**
     * A row of {@code pg_settings}.
     *
     * @param value what a new session has, in base units
     * @param kind bool, integer, real, string or enum
     * @param context postmaster: only a restart changes it
     * @param source by what it was set, in PostgreSQL's words
     */
    public record SettingSeen(
            String value, Optional<String> unit, String kind, String context, String source, boolean pendingRestart) {
        /** Whether Patroni has passed it to the postmaster, which no file can overrule. */
        public boolean isOnCommandLine() {
            return source.equals("command line");
        }

        public boolean needsRestart() {
            return context.equals("postmaster");
        }
    }

    /**
     * A row of {@code pg_file_settings}.
     *
     * @param name empty where a line as a whole is wrong
     */
    public record FileEntry(
            Optional<String> name, String value, String file, int line, boolean applied, Optional<String> error) {
        public boolean isOf(String parameter) {
            return name.filter(parameter::equalsIgnoreCase).isPresent();
        }
    }

    /** Where its files lie, and when each last changed. */
    public record Files(String main, String auto, String hba, Map<String, Instant> modified) {
        public Files {
            modified = Map.copyOf(modified);
        }

        public Optional<Instant> modifiedAt(String file) {
            return Optional.ofNullable(modified.get(file));
        }
    }

    /** {@code pg_hba.conf}: its text, and what the server finds wrong in it. */
    public record HbaSeen(String text, List<String> errors) {
        public HbaSeen {
            errors = List.copyOf(errors);
        }
    }

    /** What ALTER SYSTEM has set a parameter to. */
    public Optional<FileEntry> altered(String parameter) {
        return last(parameter, entries.stream().filter(entry -> entry.file().equals(files.auto())));
    }

    /** What {@code postgresql.conf} sets a parameter to. */
    public Optional<FileEntry> configured(String parameter) {
        return last(parameter, configured().stream());
    }

    /**
     * What stands in {@code postgresql.conf}, and in files that it includes below its first line with a parameter. Patroni
     * includes others only above its lines, so any such file was named there by somebody else.
     *
     * <p>Rows of no file are the server's own word that it needs a restart to forget a line that is gone (guc.c). A leader
     * that was started as a standby has such rows for {@code recovery_target_...}.
     */
    public List<FileEntry> configured() {
        return entries.stream()
                .dropWhile(entry -> !entry.file().equals(files.main()))
                .filter(entry ->
                        !entry.file().equals(files.auto()) && !entry.file().isEmpty())
                .toList();
    }

    private static Optional<FileEntry> last(String parameter, Stream<FileEntry> entries) {
        return entries.filter(entry -> entry.isOf(parameter)).reduce((first, second) -> second);
    }

    /**
     * Whether it has read whatever was written into its files since an earlier look. All these times are the node's own;
     * those of files are whole seconds.
     */
    public boolean hasReadItsFilesSince(ServerSeen before) {
        boolean isUntouched = files.modified.equals(before.files.modified);
        return isUntouched || (hasReloadedSince(before) && hasReadItsFiles());
    }

    /** Where there was no earlier look. What was written in the second of its last reload counts as read. */
    public boolean hasReadItsFiles() {
        return files.modified.keySet().stream().noneMatch(this::isNewer);
    }

    public boolean hasReloadedSince(ServerSeen before) {
        return loaded.isAfter(before.loaded);
    }

    /** Whether a parameter waits for a restart, of those by which Patroni says so after a reload (config.py reload_config). */
    public boolean isRestartPending() {
        return settings.entrySet().stream()
                .anyMatch(setting -> setting.getValue().pendingRestart()
                        && !PatroniParameters.isOfRecovery(setting.getKey())
                        && !setting.getKey().equalsIgnoreCase("hot_standby"));
    }

    /** Whether a file has changed since the server last read its files. */
    public boolean isNewer(String file) {
        return files.modifiedAt(file).filter(loaded::isBefore).isPresent();
    }
}
