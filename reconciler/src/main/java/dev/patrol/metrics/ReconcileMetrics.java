package dev.patrol.metrics;

import static java.util.Objects.requireNonNull;

import dev.patrol.apply.StepResult;
import dev.patrol.definition.ClusterName;
import dev.patrol.diff.Layer;
import dev.patrol.reconcile.ClusterReport;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.reconcile.PassEvents;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.NodeStatus;
import dev.patrol.status.Outcome;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes as Prometheus series.
 *
 * <p>What is not known is absent and never 0: a node that cannot be reached has no drift. A pass over the whole fleet
 * removes the series of clusters that it did not find; a pass over a part of it touches only that part.
 */
public final class ReconcileMetrics implements PassEvents {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final GaugeGroup fleet = new GaugeGroup(registry);
    private final Map<ClusterName, GaugeGroup> clusters = new ConcurrentHashMap<>();
    private final Counters counters = new Counters(registry);
    private final PassTimes passTimes = new PassTimes(registry);
    private final Info gitRevision = info(Metric.GIT_REVISION_INFO);

    public ReconcileMetrics(Build build) {
        info(Metric.BUILD_INFO).setLabelValues(build.version(), build.revision());
        counters.add(Metric.GIT_FETCH_FAILURES.series(), 0);
    }

    /** Which Patrol this is: its version, and the commit it was built from. */
    public record Build(String version, String revision) {}

    /** An exposition and the media type it has. */
    public record Exposition(String contentType, String text) {}

    // Micrometer cuts "_info" off a gauge's name, so these are asked of the library below it.
    private Info info(Metric metric) {
        return Info.builder()
                .name(metric.exposedName())
                .help(metric.help())
                .labelNames(metric.labels().toArray(String[]::new))
                .register(registry.getPrometheusRegistry());
    }

    /** Shows what earlier runs knew, until a pass knows better, so that a restart leaves no gap. */
    public void seed(List<ClusterStatus> statuses) {
        statuses.forEach(this::show);
    }

    @Override
    public void stepFinished(ClusterName cluster, StepResult result) {
        String end = result.kind().label();
        counters.add(Metric.STEPS.series(cluster.value(), result.step().kind(), end), 1);
        boolean begun = result.kind() == StepResult.Kind.DONE || result.kind() == StepResult.Kind.FAILED;
        // The leader that hands over is started anew, as a replica.
        if (begun && result.step().isDisruptive()) {
            counters.add(
                    Metric.RESTARTS.series(
                            cluster.value(), result.step().target().toString(), end),
                    1);
        }
    }

    @Override
    public void clusterFinished(ClusterReport report) {
        show(report.status());
    }

    @Override
    public void fleetFinished(FleetReport report) {
        gitRevision.setLabelValues(report.branch(), report.revision().value());
        if (report.selection().isAll()) {
            passTimes.add(report.span().duration());
            passEnded(seconds(report.span().ended()));
            retain(report.clusters().stream()
                    .map(cluster -> cluster.status().cluster())
                    .toList());
        }
    }

    @Override
    public void fetchFailed(String reason) {
        counters.add(Metric.GIT_FETCH_FAILURES.series(), 1);
    }

    /** The exposition in the form that an HTTP {@code Accept} header asks for: OpenMetrics, or else Prometheus's own. */
    public Exposition exposition(String accept) {
        String contentType = accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
        return new Exposition(contentType, registry.scrape(contentType));
    }

    /** The exposition in Prometheus's text form. */
    public String text() {
        return exposition("").text();
    }

    /** Goes on from what an earlier run had counted, and from the last pass that it knew of. */
    void resume(Resumption resumption) {
        resumption.counters().forEach(counters::add);
        passTimes.add((long) resumption.passes(), resumption.passSeconds());
        resumption.lastPass().ifPresent(this::passEnded);
        resumption.gitRevision().ifPresent(git -> gitRevision.setLabelValues(git.toArray(String[]::new)));
    }

    private void passEnded(double timestamp) {
        fleet.replace(Map.of(Metric.LAST_PASS_TIMESTAMP.series(), timestamp));
    }

    private void show(ClusterStatus status) {
        String cluster = status.cluster().value();
        Map<Series, Double> gauges = new HashMap<>();
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            gauges.put(
                    Metric.CLUSTER_STATUS.series(cluster, kind.label()),
                    flag(kind == status.outcome().kind()));
        }
        status.lastSuccess()
                .ifPresent(when -> gauges.put(Metric.CLUSTER_LAST_SUCCESS_TIMESTAMP.series(cluster), seconds(when)));
        status.outcome()
                .until()
                .ifPresent(when -> gauges.put(Metric.CLUSTER_WAITS_UNTIL_TIMESTAMP.series(cluster), seconds(when)));
        status.dcsDrift().ifPresent(keys -> gauges.put(Metric.DCS_DRIFT.series(cluster), keys.doubleValue()));
        status.nodes().forEach((node, seen) -> gauges.putAll(node(cluster, node, seen)));
        clusters.computeIfAbsent(status.cluster(), name -> new GaugeGroup(registry))
                .replace(gauges);
        countNodes(cluster, status.nodes().keySet());
    }

    private static Map<Series, Double> node(String cluster, String node, NodeStatus status) {
        Map<Series, Double> gauges = new HashMap<>();
        gauges.put(Metric.NODE_REACHABLE.series(cluster, node), flag(status.reachable()));
        if (status.reachable()) {
            if (status.drift().containsKey(Layer.EFFECTIVE.label())) {
                gauges.put(Metric.NODE_PENDING_RESTART.series(cluster, node), flag(status.pendingRestart()));
            }
            status.drift()
                    .forEach((layer, keys) ->
                            gauges.put(Metric.NODE_DRIFT.series(cluster, node, layer), keys.doubleValue()));
        }
        return gauges;
    }

    // A broken definition names no nodes; that is no sign that they left Git.
    private void countNodes(String cluster, Set<String> nodes) {
        if (nodes.isEmpty()) {
            return;
        }
        counters.removeIf(series -> series.metric() == Metric.RESTARTS
                && series.value("cluster").equals(cluster)
                && !nodes.contains(series.value("node")));
        for (String node : nodes) {
            counters.add(Metric.RESTARTS.series(cluster, node, StepResult.Kind.DONE.label()), 0);
            counters.add(Metric.RESTARTS.series(cluster, node, StepResult.Kind.FAILED.label()), 0);
        }
    }

    private void retain(List<ClusterName> kept) {
        Set<ClusterName> gone = new HashSet<>(clusters.keySet());
        kept.forEach(gone::remove);
        gone.forEach(cluster -> requireNonNull(clusters.remove(cluster)).replace(Map.of()));
        Set<String> names = new HashSet<>();
        kept.forEach(cluster -> names.add(cluster.value()));
        counters.removeIf(
                series -> series.metric().labels().contains("cluster") && !names.contains(series.value("cluster")));
    }

    private static double flag(boolean value) {
        return value ? 1 : 0;
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }
}
