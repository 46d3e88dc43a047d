package dev.patrol.view;

import dev.patrol.problem.Reason;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A reason in JSON output: its cause and facts for programs, its sentence for people. */
public final class ReasonDocument {
    private ReasonDocument() {}

    public static Map<String, Object> of(Reason reason) {
        Map<String, Object> facts = new LinkedHashMap<>();
        reason.facts().forEach((name, fact) -> facts.put(name, fact(fact)));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("cause", reason.cause());
        document.put("facts", facts);
        document.put("text", Wording.of(reason));
        return document;
    }

    public static List<Map<String, Object>> of(Collection<Reason> reasons) {
        return reasons.stream().map(ReasonDocument::of).toList();
    }

    private static Object fact(Object fact) {
        if (fact instanceof Reason reason) {
            return of(reason);
        }
        return fact instanceof List<?> items
                ? items.stream().map(ReasonDocument::fact).toList()
                : fact;
    }
}
