package dev.patrol.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.metrics.ReconcileMetrics;
import dev.patrol.metrics.Reports;
import dev.patrol.problem.Reason;
import dev.patrol.status.Outcome;
import dev.patrol.testing.KeptStatuses;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever clients do, a supervisor that asks for health is answered while they go on. */
class SlowClientsTest {
    private static final int CLIENTS = 200;
    private static final int PROBES = 15;
    // The clients stay until the end: whoever waits for them gets no answer, however long that takes.
    private static final int PATIENCE = 10_000;
    // A page of 5 MB: more than the kernel takes from a writer whose reader reads nothing.
    private static final int CLUSTERS = 500;
    private static final Instant LATER = Instant.parse("9999-01-01T00:00:00Z");

    private final List<Socket> clients = new ArrayList<>();
    private final ReconcileMetrics metrics = Reports.metrics();
    private final KeptStatuses statuses = new KeptStatuses();
    private final WebServer server = WebServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Pages(
                    metrics,
                    () -> new Health(true, Optional.empty(), LATER, Optional.empty()),
                    statuses,
                    Clock.systemUTC()));

    @AfterEach
    void stop() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        server.close();
    }

    @Test
    void clientsThatSendAByteAtATime() throws IOException {
        String request = "GET /metrics HTTP/1.1\r\nHost: patrol\r\n";
        for (int number = 0; number < CLIENTS; number++) {
            clients.add(connect());
        }

        int answered = 0;
        for (int probe = 0; probe < PROBES; probe++) {
            for (Socket client : clients) {
                send(client, request.substring(probe, probe + 1));
            }
            answered += probe() ? 1 : 0;
        }

        assertEquals(PROBES, answered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics"})
    void clientsThatReadNothingOfAPage(String page) throws IOException {
        Outcome wordy = new Outcome(Outcome.Kind.STALLED, List.of(Reason.said("x".repeat(10_000))));
        for (int number = 0; number < CLUSTERS; number++) {
            statuses.record(Reports.status("c" + number, wordy, Map.of("pg1", Reports.FINE)));
        }
        metrics.seed(statuses.readAll());
        for (int number = 0; number < CLIENTS; number++) {
            Socket client = connect();
            clients.add(client);
            send(client, "GET " + page + " HTTP/1.1\r\nHost: patrol\r\n\r\n");
        }

        int answered = 0;
        for (int probe = 0; probe < PROBES; probe++) {
            answered += probe() ? 1 : 0;
        }

        assertEquals(PROBES, answered);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1024);
        socket.connect(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), server.address().port()),
                5000);
        return socket;
    }

    // A server that has had enough of a client may have closed its connection.
    private static void send(Socket client, String text) throws IOException {
        try {
            client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (SocketException e) {
            client.close();
        }
    }

    private boolean probe() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), server.address().port()),
                    PATIENCE);
            socket.setSoTimeout(PATIENCE);
            OutputStream out = socket.getOutputStream();
            out.write("GET /healthz HTTP/1.1\r\nHost: patrol\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return answer.startsWith("HTTP/1.1 200");
        } catch (SocketTimeoutException | SocketException e) {
            return false;
        }
    }
}
