package dev.patrol.lab;

import dev.patrol.address.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** A server of this machine's own packages, started for a test on loopback ports. */
public final class LocalServer implements AutoCloseable {
    private final Process process;

    private LocalServer(Process process) {
        this.process = process;
    }

    /**
     * Starts one and waits until it serves.
     *
     * @param sign words of the line in which it says that it serves
     * @param debianPackage where it comes from, for whoever lacks it
     */
    public static LocalServer start(List<String> command, String sign, String debianPackage) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(sign)) {
                drain(output, command.get(0));
                return new LocalServer(process);
            }
        }
        throw new IOException(command.get(0) + " ended before it served; is Debian's " + debianPackage + " installed?");
    }

    // Output that nobody reads would block the server in the end.
    private static void drain(BufferedReader output, String name) {
        Thread thread = new Thread(() -> output.lines().forEach(ignored -> {}), name + "-output");
        thread.setDaemon(true);
        thread.start();
    }

    /** An address at which nobody listens. */
    public static HostPort nobody() throws IOException {
        try (ServerSocket closing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new HostPort("127.0.0.1", closing.getLocalPort());
        }
    }

    /** Ends it and what it has started. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
