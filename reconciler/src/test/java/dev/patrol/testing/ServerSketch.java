package dev.patrol.testing;

import dev.patrol.observe.ServerSeen;
import dev.patrol.observe.ServerSeen.FileEntry;
import dev.patrol.observe.ServerSeen.HbaSeen;
import dev.patrol.observe.ServerSeen.SettingSeen;
import dev.patrol.parameters.Effect;
import dev.patrol.parameters.ParameterCatalog;
import dev.patrol.parameters.ServerParameters;
import dev.patrol.tree.ConfigTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A running server that has what Patroni was told, but for what a test says. */
public final class ServerSketch {
    public static final String CONF = "/etc/postgresql/postgresql.conf";
    public static final String INCLUDED = "/etc/postgresql/tuning.conf";
    public static final String AUTO = Wanted.DATA_DIR + "/postgresql.auto.conf";
    public static final String HBA = "/etc/postgresql/pg_hba.conf";
    public static final Instant LOADED = Instant.parse("2026-11-25T03:00:00Z");
    public static final Instant EDITED = Instant.parse("2026-11-25T02:59:00Z");

    /** Lines of {@code postgresql.conf} that are not as Patroni wrote them; null: the line is gone. */
    public final Map<String, String> conf = new LinkedHashMap<>();

    /** Lines of a file that somebody included at the end of {@code postgresql.conf}. */
    public final Map<String, String> included = new LinkedHashMap<>();

    public final Map<String, String> auto = new LinkedHashMap<>();

    /** Parameters whose line is gone, and which only a restart would forget. */
    public final List<String> unforgotten = new ArrayList<>();
    /** What the server has made of its defaults by itself. */
    public final Map<String, String> chosen = new LinkedHashMap<>();

    /** What the server runs with, where that is not what its files say. */
    public final Map<String, String> running = new LinkedHashMap<>();

    public final Map<String, String> kinds = new HashMap<>(Map.of("work_mem", "integer", "shared_buffers", "integer"));
    public final List<String> pending = new ArrayList<>();
    public Optional<String> hba = Optional.empty();
    public List<String> hbaErrors = List.of();
    public final Map<String, Instant> modified = new HashMap<>(Map.of(CONF, EDITED, AUTO, EDITED, HBA, EDITED));

    ServerSeen seen(ConfigTree dynamic, ConfigTree file) {
        Map<String, String> main = new LinkedHashMap<>();
        main.put("listen_addresses", "0.0.0.0");
        ServerParameters.of(file, dynamic).forEach((name, value) -> main.put(name, String.valueOf(value)));
        Map<String, SettingSeen> settings = new HashMap<>();
        main.forEach((name, value) -> settings.put(name, setting(entry(name, value, CONF, 1))));
        chosen.forEach((name, value) -> settings.put(name, setting(entry(name, value, CONF, 1))));
        conf.forEach((name, value) -> {
            main.remove(name);
            if (value != null) {
                main.put(name, value);
            }
        });
        List<FileEntry> entries = new ArrayList<>();
        main.forEach((name, value) -> entries.add(entry(name, value, CONF, entries.size() + 1)));
        included.forEach((name, value) -> entries.add(entry(name, value, INCLUDED, 1)));
        auto.forEach((name, value) -> entries.add(entry(name, value, AUTO, 3)));
        entries.forEach(entry -> settings.put(entry.name().orElseThrow(), setting(entry)));
        unforgotten.forEach(name -> {
            String error = "parameter \"%s\" cannot be changed without restarting the server".formatted(name);
            entries.add(new FileEntry(Optional.empty(), "", "", 0, false, Optional.of(error)));
            entries.add(new FileEntry(Optional.of(name), "", "", 0, false, Optional.of(error)));
        });
        String rules = String.join("\n", Trees.list(file.plain(), "postgresql.pg_hba"));
        return new ServerSeen(
                LOADED,
                settings,
                entries,
                new ServerSeen.Files(CONF, AUTO, HBA, modified),
                new HbaSeen(hba.orElse("# by Patroni\n" + rules + "\n"), hbaErrors));
    }

    private static FileEntry entry(String name, String value, String file, int line) {
        return new FileEntry(Optional.of(name), value, file, line, true, Optional.empty());
    }

    private SettingSeen setting(FileEntry entry) {
        String name = entry.name().orElseThrow();
        boolean restarts = ParameterCatalog.effectOf(name) == Effect.RESTART;
        boolean onCommandLine = name.startsWith("max_");
        return new SettingSeen(
                running.getOrDefault(name, entry.value()),
                kinds.containsKey(name) ? Optional.of(name.equals("work_mem") ? "kB" : "8kB") : Optional.empty(),
                kinds.getOrDefault(name, "string"),
                restarts ? "postmaster" : "user",
                onCommandLine ? "command line" : "configuration file",
                pending.contains(name));
    }
}
