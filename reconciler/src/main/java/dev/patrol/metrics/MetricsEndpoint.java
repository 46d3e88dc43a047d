package dev.patrol.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.patrol.definition.HostPort;
import dev.patrol.status.ClusterStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's few pages over HTTP: {@code /metrics} for Prometheus, {@code /healthz} for supervisors, {@code /} for
 * people. It answers GET and HEAD, reads no body and has no way to change anything.
 */
public final class MetricsEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("patrol");
    private static final int THREADS = 4;
    private static final int WAITING_REQUESTS = 64;
    private static final String PLAIN_TEXT = "text/plain; charset=utf-8";

    // Read once per JVM by the JDK's server. Without them, a client that sends nothing holds a thread for ever.
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.maxReqTime", "10",
            "sun.net.httpserver.maxRspTime", "30",
            "sun.net.httpserver.maxReqHeaders", "50",
            "sun.net.httpserver.maxReqHeaderSize", "16384",
            "sun.net.httpserver.drainAmount", "4096",
            "jdk.httpserver.maxConnections", "64");

    private final HttpServer server;
    private final ExecutorService threads;
    private final Content content;
    private final Clock clock;

    private MetricsEndpoint(HttpServer server, Content content, Clock clock) {
        this.server = server;
        this.content = content;
        this.clock = clock;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING_REQUESTS), task -> {
                    Thread thread = new Thread(task, "patrol-http");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Where the pages get what they show. */
    public record Content(ReconcileMetrics metrics, Supplier<Health> health, Supplier<List<ClusterStatus>> statuses) {}

    private record Answer(int status, String contentType, String body) {}

    /** Listens; port 0 takes any free one. */
    public static MetricsEndpoint start(InetSocketAddress listen, Content content, Clock clock) {
        LIMITS.forEach((key, value) -> System.setProperty(key, System.getProperty(key, value)));
        try {
            MetricsEndpoint endpoint = new MetricsEndpoint(HttpServer.create(listen, WAITING_REQUESTS), content, clock);
            endpoint.server.createContext("/", endpoint::handle);
            endpoint.server.setExecutor(endpoint.threads);
            endpoint.server.start();
            return endpoint;
        } catch (IOException e) {
            throw new MetricsException(
                    "cannot listen on '" + listen.getHostString() + ":" + listen.getPort() + "': " + e.getMessage()
                            + "; stop what uses the address or set 'listen'",
                    e);
        }
    }

    /** Where it listens. */
    public HostPort address() {
        return new HostPort(
                server.getAddress().getAddress().getHostAddress(),
                server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answerOrError(exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders()
                    .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Answer answerOrError(HttpExchange exchange) {
        try {
            return answer(exchange);
        } catch (RuntimeException e) {
            LOG.error("the page '{}' cannot be made", exchange.getRequestURI().getPath(), e);
            return new Answer(500, PLAIN_TEXT, "this page cannot be made; see Patrol's log\n");
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return new Answer(405, PLAIN_TEXT, "only GET and HEAD\n");
        }
        return switch (exchange.getRequestURI().getPath()) {
            case "/metrics" -> metrics(exchange);
            case "/healthz" -> health();
            case "/" -> new Answer(200, "text/html; charset=utf-8", StatusPage.of(statuses(), clock.instant()));
            default -> new Answer(404, PLAIN_TEXT, "nothing here; try /, /metrics or /healthz\n");
        };
    }

    private Answer metrics(HttpExchange exchange) {
        String accept = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept"))
                .orElse("");
        ReconcileMetrics.Exposition exposition = content.metrics().exposition(accept);
        return new Answer(200, exposition.contentType(), exposition.text());
    }

    private Answer health() {
        Health health = content.health().get();
        Instant now = clock.instant();
        return new Answer(health.isGood(now) ? 200 : 503, PLAIN_TEXT, health.describe(now) + "\n");
    }

    private List<ClusterStatus> statuses() {
        return content.statuses().get();
    }
}
