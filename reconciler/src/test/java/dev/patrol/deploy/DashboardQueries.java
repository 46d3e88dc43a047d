package dev.patrol.deploy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every query of the dashboards, as Grafana would send it: of all panels, also those in collapsed rows, and of the
 * variables.
 */
public final class DashboardQueries {
    /** All clusters, and windows that hold several samples although a test lasts seconds. */
    private static final Map<String, String> VALUES = Map.of(
            "cluster", ".*",
            "__rate_interval", "1m",
            "__range", "1h",
            "__interval", "15s");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((\\w+), *(\\w+)\\)");

    private DashboardQueries() {}

    /**
     * One query.
     *
     * @param panel the panel's title and the query's letter, or the variable's name
     * @param expression PromQL without variables
     * @param legend how a panel names the series; empty in tables
     */
    public record Query(String dashboard, String panel, String expression, String legend) {
        @Override
        public String toString() {
            return dashboard + ", " + panel + ": " + expression;
        }
    }

    public static List<Query> all() {
        return ShippedFiles.dashboards().stream().flatMap(DashboardQueries::of).toList();
    }

    private static Stream<Query> of(Path file) {
        JsonObject dashboard = json(file);
        String title = dashboard.get("title").getAsString();
        List<Query> queries = new ArrayList<>();
        for (JsonElement element : dashboard.getAsJsonObject("templating").getAsJsonArray("list")) {
            JsonObject variable = element.getAsJsonObject();
            if (variable.get("type").getAsString().equals("query")) {
                String text = variable.getAsJsonObject("query").get("query").getAsString();
                String name = "variable " + variable.get("name").getAsString();
                queries.add(new Query(title, name, ofVariable(text), ""));
            }
        }
        addPanels(title, dashboard.getAsJsonArray("panels"), queries);
        return queries.stream();
    }

    static JsonObject json(Path file) {
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addPanels(String dashboard, JsonArray panels, List<Query> queries) {
        for (JsonElement element : panels) {
            JsonObject panel = element.getAsJsonObject();
            if (panel.has("panels")) {
                addPanels(dashboard, panel.getAsJsonArray("panels"), queries);
            }
            if (panel.has("targets")) {
                panel.getAsJsonArray("targets").forEach(target -> queries.add(of(dashboard, panel, target)));
            }
        }
    }

    private static Query of(String dashboard, JsonObject panel, JsonElement element) {
        JsonObject target = element.getAsJsonObject();
        String name =
                panel.get("title").getAsString() + " " + target.get("refId").getAsString();
        String legend = target.has("legendFormat") ? target.get("legendFormat").getAsString() : "";
        return new Query(dashboard, name, substituted(target.get("expr").getAsString()), legend);
    }

    private static String substituted(String expression) {
        return VARIABLE.matcher(expression).replaceAll(found -> {
            // "$1" in label_replace is no variable.
            if (found.group(1).matches("\\d+")) {
                return Matcher.quoteReplacement(found.group());
            }
            String value = VALUES.get(found.group(1));
            if (value == null) {
                throw new AssertionError("no value for the variable '" + found.group() + "' in " + expression);
            }
            return Matcher.quoteReplacement(value);
        });
    }

    // Grafana asks for these by another part of the API.
    private static String ofVariable(String text) {
        Matcher matcher = LABEL_VALUES.matcher(text);
        if (!matcher.matches()) {
            throw new AssertionError("not understood: the variable's query " + text);
        }
        return "group by (" + matcher.group(2) + ") (" + matcher.group(1) + ")";
    }
}
