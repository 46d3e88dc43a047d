package dev.patrol.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.patrol.lab.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a plan says of changed parameters, against what servers then report. A sample of every context and kind of value;
 * {@code examples/forecast.py} does it for every parameter there is.
 */
@Tag("proof")
class ForecastIT {
    private static final Map<String, String> SAMPLE = Map.ofEntries(
            Map.entry("work_mem", "4096kB"),
            Map.entry("maintenance_work_mem", "96MB"),
            Map.entry("checkpoint_timeout", "0.25h"),
            Map.entry("random_page_cost", "1.1"),
            Map.entry("log_connections", "on"),
            Map.entry("log_statement", "ddl"),
            Map.entry("archive_command", "\"cp '%p' /dev/null\""),
            Map.entry("DateStyle", "\"ISO, DMY\""),
            Map.entry("jit", "on"),
            Map.entry("max_wal_size", "1024MB"),
            Map.entry("max_replication_slots", "10"),
            Map.entry("max_locks_per_transaction", "100"),
            Map.entry("max_worker_processes", "7"),
            Map.entry("wal_buffers", "2MB"),
            Map.entry("track_commit_timestamp", "on"),
            Map.entry("shared_preload_libraries", "pg_stat_statements"),
            Map.entry("pg_stat_statements.max", "1000"));

    private Stage stage;

    @BeforeEach
    void aRunningCluster() {
        stage = Stage.running();
    }

    @Test
    void whatAPlanSaysIsWhatServersThenReport() {
        stage.definitions().setParameter("work_mem", "4MB");
        stage.patrol().run("apply").expect(0);
        SAMPLE.forEach(stage.definitions()::setParameter);
        holdRestarts();

        SortedMap<String, String> forecast = forecast();
        stage.patrol().apply(3);

        assertEquals(
                new TreeMap<>(Map.ofEntries(
                        Map.entry("archive_command", "reload"),
                        Map.entry("checkpoint_timeout", "reload"),
                        Map.entry("DateStyle", "reload"),
                        Map.entry("jit", "nothing"),
                        Map.entry("log_connections", "reload"),
                        Map.entry("log_statement", "reload"),
                        Map.entry("maintenance_work_mem", "reload"),
                        Map.entry("max_locks_per_transaction", "restart two_rounds"),
                        Map.entry("max_replication_slots", "nothing"),
                        Map.entry("max_wal_size", "nothing"),
                        Map.entry("max_worker_processes", "restart two_rounds"),
                        Map.entry("pg_stat_statements.max", "reload"),
                        Map.entry("random_page_cost", "reload"),
                        Map.entry("shared_preload_libraries", "restart"),
                        Map.entry("track_commit_timestamp", "restart"),
                        Map.entry("wal_buffers", "restart"))),
                forecast);
        List<String> restarts = forecast.entrySet().stream()
                .filter(entry -> entry.getValue().startsWith("restart"))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        Lab.await(
                () -> "all that was forecast pending on every server: " + restarts + ", but " + pending(),
                Duration.ofSeconds(30),
                () -> pending().equals(Nodes.everywhere(String.join(" ", restarts))));
        assertEquals(
                Nodes.everywhere("15min 1.1 on ddl 96MB"),
                stage.nodes()
                        .sqlOnAll("SELECT concat_ws(' ', current_setting('checkpoint_timeout'),"
                                + " current_setting('random_page_cost'), current_setting('log_connections'),"
                                + " current_setting('log_statement'), current_setting('maintenance_work_mem'))"));

        stage.nodes().on(stage.nodes().leader(), "curl -sf -X DELETE http://127.0.0.1:8008/switchover >&2");
        stage.patrol().apply(0);

        assertEquals(
                Nodes.everywhere("100 7 pg_stat_statements 1000"),
                stage.nodes()
                        .sqlOnAll("SELECT concat_ws(' ', current_setting('max_locks_per_transaction'),"
                                + " current_setting('max_worker_processes'), current_setting('shared_preload_libraries'),"
                                + " current_setting('pg_stat_statements.max'))"));
        assertEquals(List.of(), stage.patrol().plan(0).steps());
    }

    @Test
    void whatAServerWouldNotTakeIsRefusedAndNothingIsWritten() {
        String good = stage.definitions().head();
        Map.of(
                        "work_mem", "4mb",
                        "TimeZone", "Nowhere/Land",
                        "min_wal_size", "16MB",
                        "log_statement", "some",
                        "DateStyle", "German")
                .forEach(stage.definitions()::setParameter);
        Snapshot before = Snapshot.of(stage.nodes());

        Planned plan;
        try {
            plan = stage.patrol().plan(2);
            stage.patrol().apply(3);
        } finally {
            stage.definitions().goBackTo(good);
        }

        assertEquals("stalled", plan.outcome());
        assertEquals(List.of(), plan.steps());
        for (String why : List.of(
                "'postgresql.parameters.work_mem' cannot be '4mb': it must be a whole number",
                "PostgreSQL says: invalid value for parameter \\\"TimeZone\\\"",
                "it must be at least twice wal_segment_size (16MB)",
                "'postgresql.parameters.log_statement' cannot be 'some': it must be one of none, ddl, mod, all",
                "'postgresql.parameters.DateStyle' cannot be 'German': Patroni reads times")) {
            assertTrue(plan.reasons().contains(why), plan::reasons);
        }
        assertEquals(List.of(), before.newIn(Snapshot.of(stage.nodes())));
    }

    /** A switchover on a day that nobody will see: Patrol restarts nothing before it. */
    private void holdRestarts() {
        List<String> replicas = stage.nodes().replicas();
        String leader = stage.nodes().leader();
        stage.nodes()
                .on(
                        leader,
                        "curl -sf -d '{\"leader\": \"%s\", \"candidate\": \"%s\", \"scheduled_at\": \"2099-01-01T00:00:00+00:00\"}' http://127.0.0.1:8008/switchover >&2"
                                .formatted(leader, replicas.get(0)));
        Lab.await(
                "the switchover is announced",
                Duration.ofSeconds(20),
                () -> stage.nodes()
                        .on(leader, "curl -s http://127.0.0.1:8008/cluster")
                        .contains("2099"));
    }

    private SortedMap<String, String> pending() {
        return stage.nodes()
                .sqlOnAll("SELECT string_agg(name, ' ' ORDER BY name) FROM pg_settings WHERE pending_restart");
    }

    /** Each changed parameter with its effect, and the order of restarts where it is not the usual one. */
    private SortedMap<String, String> forecast() {
        JsonObject plan = JsonParser.parseString(
                        stage.patrol().run("plan", "--format=json").expect(2).out())
                .getAsJsonObject();
        JsonObject cluster = plan.getAsJsonArray("clusters").get(0).getAsJsonObject();
        JsonArray steps = cluster.getAsJsonArray("steps");
        SortedMap<String, String> forecast = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (JsonElement step : steps) {
            List<JsonElement> changes = new ArrayList<>();
            step.getAsJsonObject().getAsJsonArray("changes").forEach(changes::add);
            changes.stream()
                    .map(JsonElement::getAsJsonObject)
                    .filter(change -> change.get("layer").getAsString().equals("dynamic"))
                    .forEach(change -> forecast.put(
                            change.get("key").getAsString().replace("postgresql.parameters.", ""),
                            (change.get("effect").getAsString() + " "
                                            + change.get("restart_order").getAsString())
                                    .replace(" usual", "")));
        }
        return forecast;
    }
}
