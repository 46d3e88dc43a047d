package dev.patrol.view;

import dev.patrol.plan.Step;
import dev.patrol.plan.Step.StartPatroni.Becomes;
import java.util.Map;
import java.util.Optional;

/** Says in a few words what a step does. */
final class StepWords {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("write_config", "write Patroni's file"),
            Map.entry("reload", "reload Patroni"),
            Map.entry("reset_parameters", "undo ALTER SYSTEM"),
            Map.entry("renew_files", "have Patroni write PostgreSQL's files anew"),
            Map.entry("disable_native", "disable "),
            Map.entry("start_patroni", "start Patroni, becomes "),
            Map.entry("change_dynamic", "change the dynamic configuration"),
            Map.entry("restart", "restart PostgreSQL"),
            Map.entry("check_rest", "check the new place of the REST API"),
            Map.entry("pause", "pause the cluster"),
            Map.entry("restart_patroni", "restart Patroni, PostgreSQL goes on"),
            Map.entry("resume", "resume the cluster"),
            Map.entry("switchover", "switch over"));

    private StepWords() {}

    static boolean knows(String kind) {
        return WORDS.containsKey(kind);
    }

    static String of(Step step) {
        if (step instanceof Step.WriteConfig write && write.creates()) {
            return "create Patroni's file";
        }
        return Optional.ofNullable(WORDS.get(step.kind())).orElseThrow() + object(step);
    }

    private static String object(Step step) {
        if (step instanceof Step.DisableNative disable) {
            return disable.unit();
        }
        if (step instanceof Step.StartPatroni start) {
            return start.becomes() == Becomes.PRIMARY ? "the primary" : "a replica";
        }
        return step instanceof Step.Switchover over
                ? over.candidate().map(node -> " to " + node).orElse("")
                : "";
    }
}
