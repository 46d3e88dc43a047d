package dev.patrol.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/** git's own http-backend behind the JDK's web server. */
final class GitHttpServer implements AutoCloseable {
    private final Path root;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger transfers = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Optional<String> login = Optional.empty();

    private GitHttpServer(Path root, HttpServer server) {
        this.root = root;
        this.server = server;
    }

    /** Serves every repository below {@code root}. */
    static GitHttpServer start(Path root) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        GitHttpServer server = new GitHttpServer(root, http);
        http.createContext("/", server::handle);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    /** From now on asks for this {@code user:password}. */
    void demand(String userAndPassword) {
        login = Optional.of(userAndPassword);
    }

    /** How often commits were fetched, not only asked about. */
    int transfers() {
        return transfers.get();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            if (login.isPresent() && !isLoggedIn(exchange, login.get())) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            answer(exchange);
        }
    }

    private static boolean isLoggedIn(HttpExchange exchange, String wanted) {
        String header = "Basic " + Base64.getEncoder().encodeToString(wanted.getBytes(StandardCharsets.UTF_8));
        return header.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = body(exchange);
        if (new String(body, StandardCharsets.ISO_8859_1).contains("command=fetch")) {
            transfers.incrementAndGet();
        }
        Process backend = backend(exchange, body.length);
        try (var in = backend.getOutputStream()) {
            in.write(body);
        }
        try (InputStream out = new BufferedInputStream(backend.getInputStream())) {
            int status = headers(out, exchange);
            exchange.sendResponseHeaders(status, 0);
            out.transferTo(exchange.getResponseBody());
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        InputStream raw = exchange.getRequestBody();
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return (zipped ? new GZIPInputStream(raw) : raw).readAllBytes();
    }

    private Process backend(HttpExchange exchange, int length) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("git", "http-backend").redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.put("GIT_PROJECT_ROOT", root.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("PATH_INFO", exchange.getRequestURI().getPath());
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put(
                "QUERY_STRING",
                Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""));
        environment.put("CONTENT_LENGTH", Integer.toString(length));
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .ifPresent(it -> environment.put("CONTENT_TYPE", it));
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Git-Protocol"))
                .ifPresent(it -> environment.put("GIT_PROTOCOL", it));
        return builder.start();
    }

    private static int headers(InputStream out, HttpExchange exchange) throws IOException {
        int status = 200;
        for (String line = line(out); !line.isEmpty(); line = line(out)) {
            String[] header = line.split(": ", 2);
            if (header[0].equals("Status")) {
                status = Integer.parseInt(header[1].substring(0, 3));
            } else {
                exchange.getResponseHeaders().set(header[0], header[1]);
            }
        }
        return status;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }
}
