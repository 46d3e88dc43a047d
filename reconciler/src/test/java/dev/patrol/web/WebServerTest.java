package dev.patrol.web;

import static dev.patrol.metrics.Reports.FINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.metrics.Reports;
import dev.patrol.problem.Reason;
import dev.patrol.status.NodeStatus;
import dev.patrol.status.Outcome;
import dev.patrol.testing.KeptStatuses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebServerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:01:00.250Z");

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<Health> health = new AtomicReference<>(
            new Health(true, Optional.of(NOW.minusSeconds(12)), NOW.plusSeconds(1), Optional.empty()));
    private final KeptStatuses statuses = new KeptStatuses();
    private WebServer server;

    @BeforeEach
    void start() {
        server = WebServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), pages());
    }

    private Pages pages() {
        return new Pages(Reports.metrics(), health::get, statuses, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void prometheusScrapesItsTextForm() throws Exception {
        HttpResponse<String> answer = get("/metrics");

        assertEquals(200, answer.statusCode());
        assertEquals("text/plain; version=0.0.4; charset=utf-8", contentType(answer));
        assertEquals(Reports.metrics().text(), answer.body());
    }

    @Test
    void prometheusScrapesOpenMetricsWhenItAsksForIt() throws Exception {
        HttpRequest request = request("/metrics")
                .header("Accept", "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;q=0.3")
                .build();

        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

        assertEquals("application/openmetrics-text; version=1.0.0; charset=utf-8", contentType(answer));
        assertTrue(answer.body().endsWith("# EOF\n"));
    }

    @Test
    void healthIsGoodUntilTheDeadline() throws Exception {
        assertAnswer(200, "ok: the last pass ended 12 s ago\n", get("/healthz"));

        health.set(new Health(
                true, Optional.of(NOW.minusSeconds(200)), NOW.minusSeconds(1), Optional.of("no route\nto host")));
        assertAnswer(
                503,
                "not ok: the last pass ended 200 s ago; the last attempt failed: no route\\nto host\n",
                get("/healthz"));

        health.set(new Health(false, Optional.empty(), NOW.plusSeconds(1), Optional.empty()));
        assertAnswer(503, "not ok: passes are no longer scheduled; no pass has ended yet\n", get("/healthz"));
    }

    @Test
    void thePageShowsClustersWithTheirReasons() throws Exception {
        Outcome waiting = new Outcome(Outcome.Kind.WAITING, List.of(Reason.said("replica 'pg2' does not stream")));
        statuses.record(Reports.status("pay", waiting, Map.of("pg1", FINE, "pg2", NodeStatus.UNREACHABLE)));
        statuses.record(Reports.status("web", Outcome.of(Outcome.Kind.IN_SYNC), Map.of("pg5", FINE)));

        String page = get("/").body();

        assertTrue(page.contains("1 of 2 clusters are as Git says."), page);
        assertTrue(page.contains("<td class=\"waiting\">waiting</td>"), page);
        assertTrue(page.contains("<li>replica &#39;pg2&#39; does not stream</li>"), page);
        assertTrue(page.contains("<td>pg1, pg2 (unreachable)</td>"), page);
        assertTrue(page.contains(">60 s ago</td>"), page);
    }

    @Test
    void thePageOfANewDaemonSaysSo() throws Exception {
        assertTrue(get("/").body().contains("No pass has ended yet."));
    }

    @Test
    void thePageSaysThatWhatItShowsIsOld() throws Exception {
        statuses.cannotBeRecorded("no status can be recorded in '/state'");

        assertTrue(get("/").body().contains("<p class=\"stalled\">no status can be recorded in &#39;/state&#39;</p>"));
    }

    @Test
    void whatIsNoRequestIsRefused() throws IOException {
        for (String evil : List.of(
                "\u0000\u0001\r\n\r\n",
                "GET /" + "x".repeat(10_000) + " HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nX: " + "x".repeat(40_000) + "\r\n\r\n")) {
            assertTrue(answer(evil).startsWith("HTTP/1.1 400"), evil);
        }
    }

    @Test
    void oneRequestIsAnsweredPerConnection() throws IOException {
        String twice = answer("GET /healthz HTTP/1.1\r\n\r\n".repeat(2));

        assertEquals(twice.indexOf("HTTP/1.1 200"), twice.lastIndexOf("HTTP/1.1"));
        assertTrue(twice.toLowerCase(Locale.ROOT).contains("connection: close"), twice);
    }

    private String answer(String bytes) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatAReasonSaysIsTextAndNeverHtml() throws Exception {
        Outcome evil = new Outcome(Outcome.Kind.STALLED, List.of(Reason.said("<script>alert('\"&')</script>")));
        statuses.record(Reports.status("pay", evil, Map.of("<b>", FINE)));

        HttpResponse<String> answer = get("/");

        assertTrue(answer.body().contains("&lt;script&gt;alert(&#39;&quot;&amp;&#39;)&lt;/script&gt;"), answer.body());
        assertFalse(answer.body().contains("<script"));
        assertFalse(answer.body().contains("<b>"));
        assertEquals(
                "default-src 'none'; style-src 'unsafe-inline'",
                answer.headers().firstValue("Content-Security-Policy").orElse(""));
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws Exception {
        assertEquals(404, get("/metrics/../etc/passwd").statusCode());
        assertEquals(404, get("/metricsx").statusCode());
        HttpRequest post = request("/metrics")
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertEquals(
                405, client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    @Test
    void headHasNoBody() throws Exception {
        HttpRequest head = request("/healthz")
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();

        HttpResponse<String> answer = client.send(head, HttpResponse.BodyHandlers.ofString());

        assertAnswer(200, "", answer);
    }

    @Test
    void aFailingPageIsAnErrorAndTheNextOneIsServed() throws Exception {
        health.set(null);
        assertEquals(500, get("/healthz").statusCode());

        assertEquals(200, get("/metrics").statusCode());
    }

    @Test
    void anAddressInUseIsNamedWithTheWayOut() {
        InetSocketAddress taken = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.address().port());

        WebException refusal = assertThrows(WebException.class, () -> WebServer.start(taken, pages()));

        assertTrue(
                refusal.getMessage()
                        .matches("cannot listen on '(localhost|127.0.0.1):\\d+': .*in use.*;"
                                + " stop what uses the address or set 'listen'"),
                refusal.getMessage());
    }

    private static void assertAnswer(int status, String body, HttpResponse<String> answer) {
        assertEquals(body, answer.body());
        assertEquals(status, answer.statusCode());
    }

    private static String contentType(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
                .timeout(Duration.ofSeconds(20));
    }
}
