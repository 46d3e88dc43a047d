package dev.patrol.simulator.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Accounts in files: what real nodes gave once, and what was given just now. */
public final class Records {
    /** Of the sources; the simulator is held to these. */
    public static final Records KEPT =
            new Records(Path.of("src", "test", "resources", "dev", "patrol", "simulator", "contract"));

    private static final Path OUTPUT = Path.of("target", "contract");

    public static final Records REAL = new Records(OUTPUT.resolve("real"));
    public static final Records SIMULATED = new Records(OUTPUT.resolve("simulated"));

    private final Path folder;

    private Records(Path folder) {
        this.folder = folder;
    }

    public void write(Scenario scenario, Release release, Account account) {
        try {
            Files.createDirectories(file(scenario, release).getParent());
            Files.writeString(file(scenario, release), account.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(Scenario scenario, Release release) {
        try {
            return Files.readString(file(scenario, release));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Scenario scenario, Release release) {
        return folder.resolve(release.name().toLowerCase(Locale.ROOT))
                .resolve(scenario.name().toLowerCase(Locale.ROOT) + ".txt");
    }
}
