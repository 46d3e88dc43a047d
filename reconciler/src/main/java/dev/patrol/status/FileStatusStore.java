package dev.patrol.status;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.Revision;
import dev.patrol.files.WholeFile;
import dev.patrol.problem.Message;
import dev.patrol.problem.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One small JSON file per cluster in a folder, each replaced atomically; a damaged one counts as absent. Where a status cannot
 * be written, the one before it gets another name: nobody shall take it for the last.
 */
public final class FileStatusStore implements StatusStore {
    private static final String SUFFIX = ".json";
    private static final String OVERTAKEN = ".overtaken";
    private static final long LEAST_ROOM = 16 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(Reason.class, new ReasonReader())
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create();

    private final Path folder;

    public FileStatusStore(Path folder) {
        this.folder = folder;
    }

    /** The file's content, in types that JSON has. */
    private record Entry(
            String cluster,
            String outcome,
            List<Reason> reasons,
            @Nullable String until,
            String revision,
            @Nullable String applied_revision,
            String finished,
            @Nullable String last_success,
            Map<String, NodeStatus> nodes,
            @Nullable Integer dcs_drift,
            Map<String, String> ineffective_restarts) {}

    @Override
    public void record(ClusterStatus status) {
        Path file = file(status.cluster(), SUFFIX);
        Path overtaken = file(status.cluster(), OVERTAKEN);
        try {
            Files.createDirectories(folder);
            new WholeFile(file).replace(GSON.toJson(entry(status)) + "\n", OWNER_ONLY);
            Files.deleteIfExists(overtaken);
        } catch (IOException e) {
            overtake(file, overtaken, e);
            throw new StatusStoreException(
                    "cannot write the status to '" + file + "': " + Message.of(e)
                            + "; make room, make the folder writable or set 'state_directory'",
                    e);
        }
    }

    // A disk that is full takes a new name all the same.
    private static void overtake(Path file, Path overtaken, IOException failure) {
        try {
            if (Files.exists(file)) {
                Files.move(file, overtaken, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public Optional<ClusterStatus> read(ClusterName cluster) {
        return read(file(cluster, SUFFIX)).or(() -> readOvertaken(file(cluster, OVERTAKEN)));
    }

    @Override
    public List<ClusterStatus> readAll() {
        List<ClusterStatus> statuses = new ArrayList<>();
        files(SUFFIX).forEach(file -> read(file).ifPresent(statuses::add));
        overtaken().forEach(file -> readOvertaken(file).ifPresent(statuses::add));
        statuses.sort(Comparator.comparing(ClusterStatus::cluster));
        return statuses;
    }

    @Override
    public Optional<String> unrecorded() {
        Optional<String> obstacle = overtaken().isEmpty() ? fileSystemObstacle() : Optional.of("the last try failed");
        return obstacle.map(why -> "no status can be recorded in '" + folder + "': " + why
                + "; what is known is older than the last pass; make room, make the folder writable or set"
                + " 'state_directory'");
    }

    private Optional<String> fileSystemObstacle() {
        try {
            FileStore disk = Files.getFileStore(folder);
            if (disk.isReadOnly()) {
                return Optional.of("its file system is read-only");
            }
            // Some remote file systems do not say how large they are.
            boolean full = disk.getTotalSpace() > 0 && disk.getUsableSpace() < LEAST_ROOM;
            return full ? Optional.of("its file system is full") : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Message.of(e));
        }
    }

    private ClusterStatus asOvertaken(ClusterStatus status) {
        return status.withOutcome(new Outcome(
                Outcome.Kind.STALLED,
                List.of(Reason.said(
                        "how the last pass ended could not be recorded in '" + folder + "'; the pass that ended "
                                + status.finished() + " ended "
                                + status.outcome().kind().words()))));
    }

    private Optional<ClusterStatus> readOvertaken(Path file) {
        return read(file).map(this::asOvertaken);
    }

    /** Those that no later pass has replaced. */
    private List<Path> overtaken() {
        return files(OVERTAKEN).stream()
                .filter(file -> !Files.exists(file.resolveSibling(clusterOf(file, OVERTAKEN) + SUFFIX)))
                .toList();
    }

    @Override
    public void retain(Set<ClusterName> clusters) {
        Set<String> kept = clusters.stream().map(ClusterName::value).collect(Collectors.toSet());
        for (String suffix : List.of(SUFFIX, OVERTAKEN)) {
            files(suffix).stream()
                    .filter(file -> !kept.contains(clusterOf(file, suffix)))
                    .forEach(FileStatusStore::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StatusStoreException("cannot remove the status '" + file + "': " + Message.of(e), e);
        }
    }

    private List<Path> files(String suffix) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            throw new StatusStoreException("cannot read the status folder '" + folder + "': " + Message.of(e), e);
        }
    }

    private static String clusterOf(Path file, String suffix) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - suffix.length());
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
            throw new StatusStoreException("cannot read the status '" + file + "': " + Message.of(e), e);
        }
    }

    private static Entry entry(ClusterStatus status) {
        return new Entry(
                status.cluster().value(),
                status.outcome().kind().label(),
                status.outcome().reasons(),
                status.outcome().until().map(Instant::toString).orElse(null),
                status.revision().value(),
                status.appliedRevision().map(Revision::value).orElse(null),
                status.finished().toString(),
                status.lastSuccess().map(Instant::toString).orElse(null),
                status.nodes(),
                status.dcsDrift().orElse(null),
                status.ineffectiveRestarts());
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
                Optional.ofNullable(entry.dcs_drift()),
                Map.copyOf(entry.ineffective_restarts()));
    }

    private Path file(ClusterName cluster, String suffix) {
        return folder.resolve(cluster.value() + suffix);
    }
}
