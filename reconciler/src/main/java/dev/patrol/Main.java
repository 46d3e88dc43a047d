package dev.patrol;

import dev.patrol.cli.ExitCode;
import dev.patrol.cli.PatrolCommand;
import dev.patrol.settings.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Runs one command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = utf8(FileDescriptor.out);
        PrintWriter err = utf8(FileDescriptor.err);
        System.setErr(new LogStream(new FileOutputStream(FileDescriptor.err)));
        setUpLogging(arguments);
        int exitCode = run(Surroundings.ofProcess(), out, err, arguments);
        out.flush();
        err.flush();
        // Libraries may have left threads that are no daemons.
        System.exit(exitCode);
    }

    /** The whole of a command but for what belongs to the process: its streams, its log, its exit. */
    public static int run(Surroundings surroundings, PrintWriter out, PrintWriter err, String... arguments) {
        try {
            return PatrolCommand.run(new Wiring(surroundings), out, err, arguments);
        } catch (Exception e) {
            err.println("this is a bug in Patrol; please report it with the following lines");
            e.printStackTrace(err);
            return ExitCode.ERROR;
        }
    }

    // Before the first logger exists. One-shot commands print their results; the log says what goes wrong beside them.
    private static void setUpLogging(String... arguments) {
        boolean verbose = Arrays.stream(arguments).anyMatch(word -> word.equals("-v") || word.equals("--verbose"));
        boolean daemon = Arrays.asList(arguments).contains("serve");
        System.setProperty("org.slf4j.simpleLogger.log.patrol", verbose ? "debug" : daemon ? "info" : "off");
        // What libraries have to say is no news to an operator: they throw it as well.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "info" : daemon ? "error" : "off");
        System.setProperty("org.slf4j.simpleLogger.showDateTime", String.valueOf(daemon));
        System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    }

    // The checks and arrows of a plan are not in every locale's character set.
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
