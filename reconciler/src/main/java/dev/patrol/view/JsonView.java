package dev.patrol.view;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import dev.patrol.apply.StepResult;
import dev.patrol.apply.Work;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.definition.Explanation;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.Revision;
import dev.patrol.diff.ClusterDiff.Found;
import dev.patrol.diff.KeyChange;
import dev.patrol.diff.Origin;
import dev.patrol.plan.Obstacle;
import dev.patrol.plan.Plan;
import dev.patrol.plan.Step;
import dev.patrol.problem.Problem;
import dev.patrol.reconcile.ClusterReport;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.reconcile.Selection;
import dev.patrol.render.WantedCluster;
import dev.patrol.status.ClusterStatus;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as JSON documents, whose shape {@code reconciler/docs/json.md} promises. Secrets are always masked. */
public final class JsonView {
    private static final JsonSerializer<Secret> MASKED = (secret, type, context) -> new JsonPrimitive(Secret.MASK);
    private static final JsonSerializer<ConfigTree> TREE = (tree, type, context) -> context.serialize(tree.plain());
    private static final Gson PRETTY = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .registerTypeAdapter(Secret.class, MASKED)
            .registerTypeAdapter(ConfigTree.class, TREE)
            .create();
    private static final Gson COMPACT = new GsonBuilder()
            .disableHtmlEscaping()
            .registerTypeAdapter(Secret.class, MASKED)
            .registerTypeAdapter(ConfigTree.class, TREE)
            .create();

    private JsonView() {}

    public static String json(Object value) {
        return PRETTY.toJson(value);
    }

    public static String compact(Object value) {
        return COMPACT.toJson(value);
    }

    public static String validation(DefinitionSet definitions) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "clusters", definitions.clusters().size() + definitions.broken().size());
        document.put("problems", problems(definitions.problems()));
        return json(document);
    }

    public static String rendered(Map<ClusterDefinition, WantedCluster> clusters, Selection selection) {
        Map<String, Object> document = new LinkedHashMap<>();
        clusters.forEach((cluster, rendered) -> {
            Map<String, Object> nodes = new LinkedHashMap<>();
            rendered.nodes().values().stream()
                    .filter(node -> selection.includes(node.node()))
                    .forEach(node -> nodes.put(node.node().value(), node.tree()));
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("dynamic", rendered.dynamic());
            values.put("nodes", nodes);
            document.put(cluster.name().value(), values);
        });
        return json(document);
    }

    public static String explanations(List<Explanation> explanations) {
        return json(Map.of("values", ExplanationView.documents(explanations)));
    }

    public static String plan(FleetReport report) {
        return json(fleet(report, false));
    }

    public static String apply(FleetReport report) {
        return json(fleet(report, true));
    }

    public static String status(List<ClusterStatus> statuses) {
        return json(Map.of("clusters", statuses.stream().map(JsonView::status).toList()));
    }

    private static Map<String, Object> fleet(FleetReport report, boolean applied) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("revision", report.revision().value());
        document.put("branch", report.branch());
        document.put(
                "clusters",
                report.clusters().stream()
                        .map(cluster -> cluster(cluster, applied))
                        .toList());
        document.put("problems", problems(report.problems()));
        return document;
    }

    private static Map<String, Object> cluster(ClusterReport report, boolean applied) {
        Map<String, Object> document = status(report.status());
        document.put("problems", problems(report.problems()));
        List<Step> steps = report.planned().map(Work::plan).map(Plan::steps).orElseGet(List::of);
        List<Step> held = report.planned().map(Work::plan).map(Plan::held).orElseGet(List::of);
        List<Obstacle> obstacles =
                report.planned().map(Work::plan).map(Plan::obstacles).orElseGet(List::of);
        document.put("differences", report.planned().map(JsonView::differences).orElseGet(List::of));
        document.put("steps", steps.stream().map(JsonView::step).toList());
        document.put("held", held.stream().map(JsonView::step).toList());
        document.put("obstacles", obstacles.stream().map(JsonView::obstacle).toList());
        if (applied) {
            document.put(
                    "results", report.results().stream().map(JsonView::result).toList());
        }
        return document;
    }

    private static List<Map<String, Object>> differences(Work work) {
        return Difference.all(work).stream()
                .map(found -> difference(found, work))
                .toList();
    }

    private static Map<String, Object> difference(Found found, Work work) {
        Origin origin = found.change().origin();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("target", found.target().toString());
        document.putAll(change(found.change()));
        document.put("origin", origin.kind().label());
        document.put("place", origin.place());
        document.put("since", origin.since().map(Instant::toString).orElse(null));
        document.put("only_reported", Difference.isOnlyReported(found.change(), work));
        return document;
    }

    private static Map<String, Object> status(ClusterStatus status) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("cluster", status.cluster().value());
        document.put("outcome", status.outcome().kind().label());
        document.put("reasons", ReasonDocument.of(status.outcome().reasons()));
        document.put("revision", status.revision().value());
        document.put(
                "applied_revision",
                status.appliedRevision().map(Revision::value).orElse(null));
        document.put("finished", status.finished().toString());
        document.put("last_success", status.lastSuccess().map(Object::toString).orElse(null));
        Map<String, Object> nodes = new LinkedHashMap<>();
        status.nodes().forEach((name, node) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("reachable", node.reachable());
            values.put("pending_restart", node.pendingRestart());
            values.put("drift", new java.util.TreeMap<>(node.drift()));
            nodes.put(name, values);
        });
        document.put("nodes", nodes);
        document.put("dcs_drift", status.dcsDrift().orElse(null));
        return document;
    }

    private static Map<String, Object> step(Step step) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", step.kind());
        document.put("target", step.target().toString());
        document.put("reason", ReasonDocument.of(step.reason()));
        document.put("disruptive", step.isDisruptive());
        if (step instanceof Step.Switchover switchover) {
            document.put(
                    "candidate", switchover.candidate().map(NodeName::value).orElse(null));
        }
        document.put("changes", step.changes().stream().map(JsonView::change).toList());
        return document;
    }

    static Map<String, Object> change(KeyChange change) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("layer", change.layer().label());
        document.put("key", change.key());
        document.put("before", change.before().orElse(null));
        document.put("after", change.after().orElse(null));
        document.put("effect", change.effect().name().toLowerCase(Locale.ROOT));
        document.put("restart_order", change.forecast().order().name().toLowerCase(Locale.ROOT));
        document.put(
                "except",
                change.forecast().except().stream().map(NodeName::value).toList());
        document.put("reason", change.forecast().reason().orElse(null));
        return document;
    }

    private static Map<String, Object> obstacle(Obstacle obstacle) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", obstacle.kind().name().toLowerCase(Locale.ROOT));
        document.put("reason", ReasonDocument.of(obstacle.reason()));
        document.put("until", obstacle.until().map(Object::toString).orElse(null));
        return document;
    }

    private static Map<String, Object> result(StepResult result) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", result.step().kind());
        document.put("target", result.step().target().toString());
        document.put("result", result.kind().label());
        document.put("detail", ReasonDocument.of(result.detail()));
        document.put("milliseconds", result.took().toMillis());
        return document;
    }

    private static List<Map<String, Object>> problems(List<Problem> problems) {
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Problem problem : problems) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("file", problem.location().file());
            document.put("line", problem.location().line());
            document.put("column", problem.location().column());
            document.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
            document.put("message", Wording.of(problem.what()));
            documents.add(document);
        }
        return documents;
    }
}
