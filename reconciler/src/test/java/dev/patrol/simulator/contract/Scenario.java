package dev.patrol.simulator.contract;

import java.util.Set;
import java.util.function.Consumer;

/** The scenarios, each of which begins on the cluster as defined and leaves it so. */
public enum Scenario {
    /** The only one that begins on nodes on which nothing was ever done. */
    FIRST_START(FirstStartScenarios::firstStart, Transition.BOOTSTRAP, Transition.CLONE),
    FILE(FileScenarios::file, Transition.RELOAD),
    PENDING(RestartScenarios::pending, Transition.PENDING_AND_WHY),
    GROWTH(RestartScenarios::growth, Transition.PENDING_AND_WHY, Transition.RESTART_IN_PLACE),
    SWITCHOVER(RoleScenarios::switchover, Transition.SWITCHOVER),
    FAILOVER(RoleScenarios::failover, Transition.FAILOVER_DURING_A_STEP, Transition.PATRONI_STOPS),
    PAUSE(RestartScenarios::pause, Transition.PAUSE, Transition.RESUME, Transition.PATRONI_RESTARTS),
    SYNCHRONY(RoleScenarios::synchrony, Transition.SYNCHRONOUS_MODE, Transition.STRICT_MODE, Transition.QUORUM_MODE),
    SERVER_FILES(FileScenarios::serverFiles, Transition.ALTER_SYSTEM, Transition.FILES_RENEWED),
    SERVER_WORD(FileScenarios::serverWord),
    LAG(SilenceScenarios::lag, Transition.REPLICA_LAGS),
    SILENT_REST(SilenceScenarios::silentRest, Transition.REST_SILENT),
    HIDDEN_NODE(SilenceScenarios::hiddenNode, Transition.NODE_UNREACHABLE),
    SILENT_DCS(SilenceScenarios::silentDcs, Transition.DCS_SILENT);

    private final Consumer<Play> script;
    private final Set<Transition> transitions;

    Scenario(Consumer<Play> script, Transition... transitions) {
        this.script = script;
        this.transitions = Set.of(transitions);
    }

    Consumer<Play> script() {
        return script;
    }

    Set<Transition> transitions() {
        return transitions;
    }

    public boolean beginsOnEmptyNodes() {
        return this == FIRST_START;
    }
}
