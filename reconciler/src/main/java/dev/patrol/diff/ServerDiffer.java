package dev.patrol.diff;

import dev.patrol.hba.HbaList;
import dev.patrol.observe.ServerSeen;
import dev.patrol.observe.ServerSeen.FileEntry;
import dev.patrol.observe.ServerSeen.SettingSeen;
import dev.patrol.parameters.Effect;
import dev.patrol.parameters.ServerParameters;
import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import dev.patrol.tree.Secrets;
import dev.patrol.yaml.Secret;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the running server has, or would have after its next reload, although Patroni's file and the DCS say otherwise. A
 * difference that one of those two explains is theirs and not listed here.
 *
 * <ol>
 *   <li>{@code postgresql.auto.conf} beats all other files, so a value there that is not Git's is one, loaded or not; and
 *       any value there of what Patroni decides by itself.
 *   <li>{@code postgresql.conf} is written by Patroni: a line that is not what Patroni was told was changed by hand.
 *   <li>Where both are right, the server may not have read them since, or may have refused a value.
 *   <li>What Patroni passes on the command line no file can overrule; Patroni says whether a restart is due for it.
 * </ol>
 */
final class ServerDiffer {
    /** What waits until the server restarts. */
    static final Origin PENDING = Origin.of(Origin.Kind.SERVER, "the server, until it restarts");

    private static final KeyPath HBA = KeyPath.of("postgresql", "pg_hba");

    // What Patroni itself writes into postgresql.conf, by the state of the cluster, and nobody may set otherwise.
    private static final List<String> OVERRULED = List.of("hot_standby_feedback", "synchronous_standby_names");

    private final Configured wanted;
    private final Configured seen;
    private final ServerSeen server;
    private final Secrets secrets;
    private final SortedMap<String, Object> wantedParameters;
    private final SortedMap<String, Object> seenParameters;
    private final List<KeyChange> changes = new ArrayList<>();

    private ServerDiffer(Configured wanted, Configured seen, ServerSeen server, Secrets secrets) {
        this.wanted = wanted;
        this.seen = seen;
        this.server = server;
        this.secrets = secrets;
        this.wantedParameters = ServerParameters.of(wanted.file(), wanted.dynamic());
        this.seenParameters = ServerParameters.of(seen.file(), seen.dynamic());
    }

    /** Patroni's two configurations for one node. */
    record Configured(ConfigTree file, ConfigTree dynamic) {
        /**
         * The rules of pg_hba: a file's list replaces the one in the DCS.
         *
         * @param version PostgreSQL's major version
         */
        Optional<List<String>> hba(int version) {
            return hba(file, version).or(() -> hba(dynamic, version));
        }

        private static Optional<List<String>> hba(ConfigTree tree, int version) {
            return tree.list(HBA)
                    .map(lines -> HbaList.written(
                            lines.stream().map(Configured::text).collect(Collectors.joining("\n")), version));
        }

        private static String text(Object line) {
            return String.valueOf(Secret.plain(line));
        }
    }

    /** @param version PostgreSQL's major version */
    static List<KeyChange> diff(Configured wanted, Configured seen, ServerSeen server, int version, Secrets secrets) {
        ServerDiffer differ = new ServerDiffer(wanted, seen, server, secrets);
        differ.wantedParameters.forEach(differ::parameter);
        OVERRULED.forEach(differ::overruled);
        differ.addedByHand();
        differ.hba(version);
        return differ.changes;
    }

    /** What a restart would change, where Patroni says that one is pending and not for what: it does so only since 3.3. */
    static List<KeyChange> pending(Configured seen, ServerSeen server, Secrets secrets) {
        SortedMap<String, Object> told = ServerParameters.of(seen.file(), seen.dynamic());
        List<KeyChange> pending = new ArrayList<>();
        server.settings().forEach((name, setting) -> {
            Optional<Object> value = Optional.ofNullable(told.get(name));
            boolean passedOn = setting.isOnCommandLine()
                    && !ServerParameters.isPatronis(name)
                    && value.filter(now -> !RunningValue.same(setting.value(), now, Optional.of(setting)))
                            .isPresent();
            if (setting.pendingRestart() || passedOn) {
                KeyPath path = KeyPath.ofParameter(name);
                String running = setting.value()
                        + setting.unit().map(unit -> " (in " + unit + ")").orElse("");
                pending.add(pending(path, running, value, secrets));
            }
        });
        return pending;
    }

    /** A value that a restart would change. */
    static KeyChange pending(KeyPath path, Object running, Optional<?> value, Secrets secrets) {
        return new KeyChange(
                Layer.EFFECTIVE,
                path,
                Optional.of(secrets.guard(path, running)),
                value.map(now -> secrets.guard(path, now)),
                Effect.RESTART,
                PENDING);
    }

    private void parameter(String name, Object value) {
        if (ServerParameters.isPatronis(name)) {
            return;
        }
        Optional<SettingSeen> setting = Optional.ofNullable(server.settings().get(name));
        Optional<FileEntry> altered = server.altered(name);
        if (altered.isPresent() && !RunningValue.same(altered.get().value(), value, setting)) {
            report(name, altered, Optional.of(value), Origin.Kind.ALTER_SYSTEM);
            return;
        }
        if (setting.isEmpty() && !name.contains(".")) {
            return; // This server has no such parameter, and Patroni has left it out of the file.
        }
        Optional<FileEntry> entry = server.configured(name);
        boolean asTold = isIn(entry, Optional.ofNullable(seenParameters.get(name)), setting);
        if (!asTold && !isIn(entry, Optional.of(value), setting)) {
            // Patroni leaves out what PostgreSQL could not read, and no new file would have it.
            boolean leftOut = entry.isEmpty()
                    && setting.filter(found -> !RunningValue.isReadable(value, found))
                            .isPresent();
            report(name, entry, Optional.of(value), leftOut ? Origin.Kind.SERVER : Origin.Kind.SERVER_FILE);
        } else if (isIn(entry, Optional.of(value), setting) && setting.isPresent()) {
            inEffect(name, value, setting.get(), entry.orElseThrow());
        }
    }

    private static boolean isIn(Optional<FileEntry> entry, Optional<Object> value, Optional<SettingSeen> setting) {
        return entry.isPresent()
                ? value.filter(told -> RunningValue.same(entry.get().value(), told, setting))
                        .isPresent()
                : value.isEmpty();
    }

    // The file is right.
    private void inEffect(String name, Object value, SettingSeen setting, FileEntry entry) {
        boolean isOtherwiseKnown = setting.isOnCommandLine() || setting.pendingRestart();
        if (isOtherwiseKnown || RunningValue.same(setting.value(), value, Optional.of(setting))) {
            return;
        }
        // ALTER SYSTEM RESET leaves a line less, and until a reload the server goes on with what it said.
        Optional<String> unread = Stream.of(entry.file(), server.files().auto())
                .filter(server::isNewer)
                .findFirst();
        if (unread.isPresent()) {
            add(
                    KeyPath.ofParameter(name),
                    Optional.of(setting.value()),
                    Optional.of(value),
                    Effect.RELOAD,
                    notLoaded(unread.get()));
        } else if (!entry.applied() && entry.error().isPresent() && !setting.needsRestart()) {
            Origin refused =
                    Origin.of(Origin.Kind.SERVER, secrets.masked(entry.error().get()));
            add(KeyPath.ofParameter(name), Optional.of(setting.value()), Optional.of(value), Effect.RELOAD, refused);
        }
        // Else the server has read it, and words it in its own way.
    }

    private void overruled(String name) {
        server.altered(name)
                .ifPresent(entry -> report(name, Optional.of(entry), Optional.empty(), Origin.Kind.ALTER_SYSTEM));
    }

    private void addedByHand() {
        for (FileEntry entry : server.configured()) {
            String name = entry.name().orElse("");
            if (name.isEmpty() && entry.error().isPresent()) {
                Origin origin = inFile(Origin.Kind.SERVER_FILE, entry);
                add(
                        KeyPath.of("(postgresql.conf)"),
                        entry.error(),
                        Optional.of("as Patroni writes it"),
                        Effect.RELOAD,
                        origin);
            } else if (!isExpected(name) && !isListed(name)) {
                report(name, Optional.of(entry), Optional.empty(), Origin.Kind.SERVER_FILE);
            }
        }
    }

    private boolean isExpected(String name) {
        return name.isEmpty()
                || wantedParameters.containsKey(name)
                || seenParameters.containsKey(name)
                || ServerParameters.isWrittenUnasked(name);
    }

    private boolean isListed(String name) {
        return changes.stream().anyMatch(change -> change.path().last().equals(name));
    }

    private void hba(int version) {
        Optional<List<String>> rules = wanted.hba(version);
        if (rules.isEmpty() || wantedParameters.containsKey("hba_file")) {
            return; // Patroni does not manage the file.
        }
        List<String> found = HbaList.written(server.hba().text(), version);
        String file = server.files().hba();
        Optional<Instant> modified = server.files().modifiedAt(file);
        if (!found.equals(rules.get()) && !Optional.of(found).equals(seen.hba(version))) {
            String errors = server.hba().errors().isEmpty()
                    ? ""
                    : ", " + secrets.guard(HBA, String.join(", ", server.hba().errors()));
            Origin origin = Origin.of(Origin.Kind.SERVER_FILE, file + errors, modified);
            add(HBA, Optional.of(found), rules, Effect.RELOAD, origin);
        } else if (found.equals(rules.get()) && server.isNewer(file)) {
            add(HBA, Optional.of("as it was before"), Optional.of("as it is"), Effect.RELOAD, notLoaded(file));
        }
    }

    private void report(String name, Optional<FileEntry> entry, Optional<Object> value, Origin.Kind kind) {
        Optional<SettingSeen> setting = Optional.ofNullable(server.settings().get(name));
        boolean restarts = setting.filter(found -> found.needsRestart()
                        && !found.isOnCommandLine()
                        && value.filter(wanted -> !RunningValue.same(found.value(), wanted, setting))
                                .isPresent())
                .isPresent();
        Origin origin = entry.map(found -> inFile(kind, found))
                .orElseGet(() -> Origin.of(
                        kind,
                        server.files().main() + ", where its line is missing",
                        server.files().modifiedAt(server.files().main())));
        add(
                KeyPath.ofParameter(name),
                entry.map(FileEntry::value),
                value,
                restarts ? Effect.RESTART : Effect.RELOAD,
                origin);
    }

    private Origin inFile(Origin.Kind kind, FileEntry entry) {
        return Origin.of(kind, entry.file() + ":" + entry.line(), server.files().modifiedAt(entry.file()));
    }

    private Origin notLoaded(String file) {
        return Origin.of(
                Origin.Kind.NOT_LOADED,
                file + ", which the server last read " + server.loaded().truncatedTo(ChronoUnit.SECONDS),
                server.files().modifiedAt(file));
    }

    private void add(KeyPath path, Optional<?> before, Optional<?> after, Effect effect, Origin origin) {
        changes.add(new KeyChange(
                Layer.EFFECTIVE,
                path,
                before.map(value -> secrets.guard(path, value)),
                after.map(value -> secrets.guard(path, value)),
                effect,
                origin));
    }
}
