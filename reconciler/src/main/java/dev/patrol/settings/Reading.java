package dev.patrol.settings;

import dev.patrol.problem.Problems;
import java.nio.file.Path;
import java.util.Set;

/**
 * What all sections of one file share.
 *
 * @param folder what relative paths in the file are relative to
 * @param keys every key that was asked for, dotted
 */
record Reading(Path folder, Path home, Problems problems, Set<String> keys) {
    /** A path as it stands in the file: absolute, below the home folder, or relative to the file. */
    Path path(String text) {
        if (text.equals("~") || text.startsWith("~/")) {
            return home.resolve(text.substring(Math.min(text.length(), 2))).normalize();
        }
        return folder.resolve(text).normalize();
    }
}
