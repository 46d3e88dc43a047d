package dev.patrol.status;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One small JSON file per cluster in a folder, each replaced atomically; a damaged one counts as absent. */
public final class FileStatusStore implements StatusStore {
    private static final String SUFFIX = ".json";
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path folder;

    public FileStatusStore(Path folder) {
        this.folder = folder;
    }

    /** The file's content, in types that JSON has. */
    private record Entry(
            String cluster,
            String outcome,
            List<String> reasons,
            @Nullable String until,
            String revision,
            @Nullable String applied_revision,
            String finished,
            @Nullable String last_success,
            Map<String, NodeStatus> nodes,
            Map<String, String> restarted_in_vain) {}

    @Override
    public void record(ClusterStatus status) {
        Entry entry = new Entry(
                status.cluster().value(),
                status.outcome().kind().label(),
                status.outcome().reasons(),
                status.outcome().until().map(Instant::toString).orElse(null),
                status.revision().value(),
                status.appliedRevision().map(Revision::value).orElse(null),
                status.finished().toString(),
                status.lastSuccess().map(Instant::toString).orElse(null),
                status.nodes(),
                status.restartedInVain());
        Path target = file(status.cluster());
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, status.cluster().value(), ".tmp");
            Files.writeString(fresh, GSON.toJson(entry) + "\n");
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StatusStoreException(
                    "cannot write the status to '" + target + "': " + e.getMessage()
                            + "; make the folder writable or set 'state_directory'",
                    e);
        }
    }

    @Override
    public Optional<ClusterStatus> read(ClusterName cluster) {
        return read(file(cluster));
    }

    @Override
    public List<ClusterStatus> readAll() {
        List<ClusterStatus> statuses = new ArrayList<>();
        files().forEach(file -> read(file).ifPresent(statuses::add));
        statuses.sort(Comparator.comparing(ClusterStatus::cluster));
        return statuses;
    }

    @Override
    public void retain(Set<ClusterName> clusters) {
        Set<Path> kept = new HashSet<>();
        clusters.forEach(cluster -> kept.add(file(cluster)));
        for (Path file : files()) {
            if (!kept.contains(file)) {
                delete(file);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StatusStoreException("cannot remove the status '" + file + "': " + e.getMessage(), e);
        }
    }

    private List<Path> files() {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            throw new StatusStoreException("cannot read the status folder '" + folder + "': " + e.getMessage(), e);
        }
    }

    private static Optional<ClusterStatus> read(Path file) {
        try {
            return Optional.ofNullable(GSON.fromJson(Files.readString(file), Entry.class))
                    .map(FileStatusStore::status);
        } catch (NoSuchFileException | CharacterCodingException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            // Gson and the constructors of the values each have their own exception for what is damaged.
            return Optional.empty();
        } catch (IOException e) {
            throw new StatusStoreException("cannot read the status '" + file + "': " + e.getMessage(), e);
        }
    }

    private static ClusterStatus status(Entry entry) {
        Outcome.Kind kind = Stream.of(Outcome.Kind.values())
                .filter(candidate -> candidate.label().equals(entry.outcome()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown outcome"));
        return new ClusterStatus(
                new ClusterName(entry.cluster()),
                new Outcome(
                        kind,
                        entry.reasons(),
                        Optional.ofNullable(entry.until()).map(Instant::parse)),
                new Revision(entry.revision()),
                Optional.ofNullable(entry.applied_revision()).map(Revision::new),
                Instant.parse(entry.finished()),
                Optional.ofNullable(entry.last_success()).map(Instant::parse),
                new TreeMap<>(Map.copyOf(entry.nodes())),
                // A file of an older version has none.
                Optional.ofNullable(entry.restarted_in_vain()).orElseGet(Map::of));
    }

    private Path file(ClusterName cluster) {
        return folder.resolve(cluster.value() + SUFFIX);
    }
}
