package dev.patrol.simulator.contract;

import dev.patrol.tree.ConfigTree;
import java.util.Map;
import java.util.Optional;

/** Who does not answer, or is late. */
final class SilenceScenarios {
    private SilenceScenarios() {}

    static void lag(Play play) {
        play.faults().letLag(play.name("B"), play.name("A"));
        play.look("B lags");
        play.faults().letCatchUp(play.name("B"));
        play.look("B has caught up");
    }

    static void silentRest(Play play) {
        play.faults().silenceRest(play.name("B"));
        play.look("B's Patroni hangs");
        play.tell("reload B", () -> play.verbs().patroniControl().reload(play.node("B"), play.logins("B")));
        play.faults().restoreRest(play.name("B"));
    }

    static void hiddenNode(Play play) {
        play.faults().hide(play.name("B"));
        play.look("B is hidden");
        play.tell("reload B", () -> play.verbs().patroniControl().reload(play.node("B"), play.logins("B")));
        play.tell("checkpoint B", () -> play.verbs().nodeControl().checkpoint(play.node("B"), Play.RESTART));
        play.faults().unhide(play.name("B"));
    }

    static void silentDcs(Play play) {
        play.ask("DCS", () -> play.describe(play.verbs().dcsReader().read(play.subjectDefinition(), Optional.empty())));
        play.faults().silenceDcs();
        play.await("nobody leads", seen -> seen.leaders().isEmpty());
        play.look("the DCS is silent");
        play.tell(
                "patch",
                () -> play.verbs()
                        .patroniControl()
                        .patchConfig(play.node("A"), play.logins("A"), ConfigTree.of(Map.of("loop_wait", 2L))));
        play.faults().restoreDcs();
        play.await("two replicas stream", Play::isWhole);
    }
}
