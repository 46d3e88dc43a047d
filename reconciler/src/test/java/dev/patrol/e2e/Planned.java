package dev.patrol.e2e;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** What {@code plan} or {@code apply} says of one cluster, read from its JSON. */
record Planned(JsonObject json) {
    static Planned of(JsonObject document) {
        return StreamSupport.stream(document.getAsJsonArray("clusters").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(cluster -> cluster.get("cluster").getAsString().matches("demo(-z1)?"))
                .map(Planned::new)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no cluster 'demo' in " + document));
    }

    String outcome() {
        return json.get("outcome").getAsString();
    }

    String reasons() {
        return json.get("reasons").toString();
    }

    /** The steps in their order, each as "kind node". */
    List<String> steps() {
        return each("steps", step -> true);
    }

    List<String> disruptiveSteps() {
        return each("steps", step -> step.get("disruptive").getAsBoolean());
    }

    /** The nodes on which steps of this kind were done, in that order. */
    List<String> done(String kind) {
        return each(
                        "results",
                        result -> result.get("kind").getAsString().equals(kind)
                                && result.get("result").getAsString().equals("done"))
                .stream()
                .map(step -> step.substring(kind.length() + 1))
                .toList();
    }

    /** Every key that some step changes. */
    List<String> keys() {
        return objects("steps").stream()
                .flatMap(step ->
                        StreamSupport.stream(step.getAsJsonArray("changes").spliterator(), false))
                .map(change -> change.getAsJsonObject().get("key").getAsString())
                .distinct()
                .sorted()
                .toList();
    }

    /** Every difference as "target layer key touched", sorted. */
    List<String> differences() {
        return objects("differences").stream()
                .map(found -> String.join(
                        " ",
                        found.get("target").getAsString(),
                        found.get("layer").getAsString(),
                        found.get("key").getAsString(),
                        found.get("origin").getAsString()))
                .sorted()
                .toList();
    }

    private List<String> each(String list, Predicate<JsonObject> wanted) {
        return objects(list).stream()
                .filter(wanted)
                .map(step -> step.get("kind").getAsString() + " "
                        + step.get("target").getAsString())
                .toList();
    }

    private List<JsonObject> objects(String list) {
        return StreamSupport.stream(json.getAsJsonArray(list).spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }
}
