package dev.patrol.reconcile;

import static dev.patrol.testing.Sketch.cluster;
import static dev.patrol.testing.Wanted.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.diff.KeyChange;
import dev.patrol.forecast.Forecasts;
import dev.patrol.observe.ServerInquiry;
import dev.patrol.parameters.Effect;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.testing.Sketch;
import dev.patrol.view.Wording;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastsTest {
    private static final String MAX_WORKERS = "postgresql.parameters.max_parallel_workers";

    private final SimulatedCluster server = SimulatedCluster.running(wanted("pay", "pay-1"));

    private Forecasts.Refined refined(Sketch sketch) {
        return new Forecasts(new ServerInquiry(server))
                .refine(sketch.wanted().definition(), sketch.wanted().rendered(), sketch.seen(), sketch.diff());
    }

    private static Effect effect(Forecasts.Refined refined) {
        return refined.diff().dynamic().get(0).effect();
    }

    @Test
    void whereNoParameterDiffersNobodyIsAsked() {
        server.parameters = Optional.empty();

        Forecasts.Refined refined = refined(cluster("pay").primary("pay-1").gitDynamic("ttl", 60L));

        assertEquals(List.of(), refined.warnings());
        assertEquals(List.of(), server.tried);
    }

    @Test
    void theServersWordCountsAndItsOwnCheckToo() {
        Sketch sketch = cluster("pay").primary("pay-1").gitDynamic(MAX_WORKERS, 4L);

        Forecasts.Refined refined = refined(sketch);

        assertEquals(Effect.RELOAD, effect(refined));
        assertEquals(List.of(MAX_WORKERS.replaceFirst(".*\\.", "") + " = '4'\n"), server.tried);
    }

    @Test
    void valuesThatAreRefusedAlreadyAreNotTried() {
        refined(cluster("pay").primary("pay-1").gitDynamic(MAX_WORKERS, "banana"));

        assertEquals(List.of(), server.tried);
    }

    @Test
    void whatTheServerSaysRefusesTheChange() {
        server.complaints = List.of("x [1] LOG:  invalid value for parameter \"max_parallel_workers\": \"4\"");

        Forecasts.Refined refined = refined(cluster("pay").primary("pay-1").gitDynamic(MAX_WORKERS, 4L));

        assertEquals(Effect.REFUSED, effect(refined));
    }

    @Test
    void whereTheServerCannotBeAskedTheTableStandsWithAWarning() {
        server.parameters = Optional.empty();

        Forecasts.Refined refined = refined(cluster("pay").primary("pay-1").gitDynamic(MAX_WORKERS, "banana"));

        assertEquals(Effect.RELOAD, effect(refined));
        assertEquals(1, refined.warnings().size());
        assertTrue(
                Wording.of(refined.warnings().get(0)).contains("from Patrol's own table alone"),
                refined.warnings()::toString);
    }

    @Test
    void whereOnlyTheCheckFailsTheServersListStillCounts() {
        server.complaints = List.of("Segmentation fault");

        Forecasts.Refined refined = refined(cluster("pay")
                .primary("pay-1")
                .gitDynamic("postgresql.parameters.log_connections", "on")
                .gitDynamic("postgresql.parameters.maintenance_work_mem", "64MB"));

        assertEquals(
                List.of("postgresql.parameters.log_connections"),
                refined.diff().dynamic().stream()
                        .filter(change -> change.effect() == Effect.RELOAD)
                        .map(KeyChange::key)
                        .toList());
        assertTrue(Wording.of(refined.warnings().get(0)).contains("has not checked new values of type text"));
    }

    @Test
    void withoutALeaderThereIsNoServerToAsk() {
        Sketch down = cluster("pay")
                .primary("pay-1")
                .with(node -> node.answers = false)
                .git("postgresql.parameters.work_mem", "banana");

        assertEquals(List.of(), refined(down).warnings());
    }
}
