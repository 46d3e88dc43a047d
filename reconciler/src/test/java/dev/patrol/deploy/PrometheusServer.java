package dev.patrol.deploy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.patrol.address.HostPort;
import dev.patrol.lab.LocalServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A Prometheus of one's own, on the loopback address, that scrapes one Patrol every second and knows its alerts. */
public final class PrometheusServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final Process process;
    private final Path log;

    private PrometheusServer(int port, Process process, Path log) {
        this.port = port;
        this.process = process;
        this.log = log;
    }

    /** One series' value now. */
    public record Sample(Map<String, String> labels, double value) {}

    /** Starts one that keeps its data in an empty folder, and waits until it answers. */
    public static PrometheusServer scraping(HostPort patrol, Path folder) throws IOException, InterruptedException {
        Path configuration = folder.resolve("prometheus.yml");
        Files.writeString(configuration, """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: patrol
                    static_configs: [{targets: ["%s"]}]
                """.formatted(ShippedFiles.RULES, patrol));
        Path log = folder.resolve("prometheus.log");
        int port = LocalServer.nobody().port();
        List<String> command = List.of(
                Tools.path("prometheus", "prometheus"),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PrometheusServer server = new PrometheusServer(port, process, log);
        server.await("it is ready", server::isReady);
        return server;
    }

    /** What an expression yields now; an error of Prometheus fails the test. */
    public List<Sample> query(String expression) {
        JsonObject answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.get("status").getAsString().equals("success")) {
            throw new AssertionError(expression + ": " + answer.get("error").getAsString());
        }
        List<Sample> samples = new ArrayList<>();
        for (JsonElement element : answer.getAsJsonObject("data").getAsJsonArray("result")) {
            JsonObject result = element.getAsJsonObject();
            Map<String, String> labels = new TreeMap<>();
            result.getAsJsonObject("metric")
                    .entrySet()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().getAsString()));
            samples.add(new Sample(
                    labels, number(result.getAsJsonArray("value").get(1).getAsString())));
        }
        return samples;
    }

    /** Whether there is a series with a number, and not only one that says 0 / 0. */
    public boolean hasData(String expression) {
        return query(expression).stream().anyMatch(sample -> !Double.isNaN(sample.value()));
    }

    /** The errors of rules, by rule; rules that were evaluated without one are not in it. */
    public Map<String, String> failingRules() {
        Map<String, String> failing = new TreeMap<>();
        for (JsonElement group : get("/api/v1/rules").getAsJsonObject("data").getAsJsonArray("groups")) {
            for (JsonElement element : group.getAsJsonObject().getAsJsonArray("rules")) {
                JsonObject rule = element.getAsJsonObject();
                if (!rule.get("health").getAsString().equals("ok")) {
                    failing.put(rule.get("name").getAsString(), rule.toString());
                }
            }
        }
        return failing;
    }

    /** Waits until something holds; fails when it takes too long or Prometheus ends. */
    public void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("Prometheus: waited in vain until " + what + "; its log:\n" + log());
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private boolean isReady() {
        try {
            return send("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private JsonObject get(String path) {
        try {
            return JsonParser.parseString(send(path).body()).getAsJsonObject();
        } catch (IOException e) {
            throw new AssertionError("Prometheus does not answer; its log:\n" + log(), e);
        }
    }

    private HttpResponse<String> send(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
