package dev.patrol.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs of Debian packages. A test that needs one fails without it: skipped, it would be believed to have passed. */
final class Tools {
    private Tools() {}

    static String path(String program, String debianPackage) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "'" + program + "' is missing; install it (Debian: apt-get install " + debianPackage + ")"))
                .toString();
    }
}
