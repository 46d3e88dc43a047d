package dev.patrol;

import dev.patrol.problem.Printable;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Where the log goes, a record at a time: what nodes and files say can neither act on a terminal nor look like a record. A line
 * that goes on in the next is indented there, and no record begins so.
 */
final class LogStream extends PrintStream {
    LogStream(OutputStream out) {
        super(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public void println(String text) {
        super.println(text.lines().map(Printable::line).collect(Collectors.joining("\n  ")));
    }

    /** A line of a stack trace. */
    @Override
    public void println(Object line) {
        println("  " + String.valueOf(line).replace("\t", "    "));
    }
}
