package dev.patrol.plan;

/** A case for every kind of step: a new kind does not compile until it can be run and shown. */
public interface StepVisitor<R> {
    R writeConfig(Step.WriteConfig step);

    R reload(Step.Reload step);

    R resetParameters(Step.ResetParameters step);

    R renewFiles(Step.RenewFiles step);

    R disableNative(Step.DisableNative step);

    R startPatroni(Step.StartPatroni step);

    R changeDynamic(Step.ChangeDynamic step);

    R restart(Step.Restart step);

    R checkRest(Step.CheckRest step);

    R pause(Step.Pause step);

    R restartPatroni(Step.RestartPatroni step);

    R resume(Step.Resume step);

    R switchover(Step.Switchover step);
}
