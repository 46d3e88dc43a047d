package dev.patrol.view;

import dev.patrol.plan.Step;
import dev.patrol.plan.StepVisitor;

/** Says in a few words what a step does. */
public final class StepWords implements StepVisitor<String> {
    static final StepWords INSTANCE = new StepWords();

    private StepWords() {}

    static String of(Step step) {
        return step.accept(INSTANCE);
    }

    @Override
    public String writeConfig(Step.WriteConfig step) {
        return step.creates() ? "create Patroni's file" : "write Patroni's file";
    }

    @Override
    public String reload(Step.Reload step) {
        return "reload Patroni";
    }

    @Override
    public String resetParameters(Step.ResetParameters step) {
        return "undo ALTER SYSTEM";
    }

    @Override
    public String renewFiles(Step.RenewFiles step) {
        return "have Patroni write PostgreSQL's files anew";
    }

    @Override
    public String disableNative(Step.DisableNative step) {
        return "disable " + step.unit();
    }

    @Override
    public String startPatroni(Step.StartPatroni step) {
        return step.becomes() == Step.StartPatroni.Becomes.PRIMARY
                ? "start Patroni, becomes the primary"
                : "start Patroni, becomes a replica";
    }

    @Override
    public String changeDynamic(Step.ChangeDynamic step) {
        return "change the dynamic configuration";
    }

    @Override
    public String restart(Step.Restart step) {
        return "restart PostgreSQL";
    }

    @Override
    public String checkRest(Step.CheckRest step) {
        return "check the new place of the REST API";
    }

    @Override
    public String pause(Step.Pause step) {
        return "pause the cluster";
    }

    @Override
    public String restartPatroni(Step.RestartPatroni step) {
        return "restart Patroni, PostgreSQL goes on";
    }

    @Override
    public String resume(Step.Resume step) {
        return "resume the cluster";
    }

    @Override
    public String switchover(Step.Switchover step) {
        return "switch over" + step.candidate().map(node -> " to " + node).orElse("");
    }
}
