package dev.patrol.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * jgit's view of this machine, reduced to nothing that Patrol's settings do not say.
 *
 * <p>By default jgit runs {@code git} to find its configuration, reads the user's, lets {@code GIT_SSH} and others steer
 * it, measures the disk for three seconds, and writes the result to {@code ~/.config/jgit}, which a hardened service
 * cannot do.
 */
final class IsolatedGit extends SystemReader.Delegate {
    // ext4's and xfs's own resolution is finer; a coarser answer is always safe, it only costs a second look.
    private static final long TIMESTAMP_RESOLUTION_MILLIS = 10;

    private IsolatedGit(SystemReader machine) {
        super(machine);
    }

    /** jgit keeps one reader for the whole program; to be called before anything else of jgit. */
    static synchronized void install() {
        SystemReader now = SystemReader.getInstance();
        if (!(now instanceof IsolatedGit)) {
            SystemReader.setInstance(new IsolatedGit(now));
        }
    }

    @Override
    public String getenv(String variable) {
        return variable.startsWith("GIT_") || variable.startsWith("XDG_") ? absent() : super.getenv(variable);
    }

    private static String absent() {
        return System.getenv("");
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    /** Configuration that no file holds and nobody can change. */
    private static final class NoFile extends FileBasedConfig {
        private NoFile(Config parent, FS fs) {
            super(parent, Path.of("/dev/null").toFile(), fs);
        }

        @Override
        public void load() throws IOException, ConfigInvalidException {
            clear();
        }

        @Override
        public void save() {
            // There is no file.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }

        // Whatever the disk is called: jgit finds an answer, and does not measure by writing into the repository.
        @Override
        public long getTimeUnit(String section, String subsection, String name, long otherwise, TimeUnit unit) {
            return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    ? unit.convert(TIMESTAMP_RESOLUTION_MILLIS, TimeUnit.MILLISECONDS)
                    : super.getTimeUnit(section, subsection, name, otherwise, unit);
        }
    }
}
