package dev.patrol.simulator.contract;

import java.util.Optional;

/** From nothing to a cluster. */
final class FirstStartScenarios {
    private FirstStartScenarios() {}

    static void firstStart(Play play) {
        play.ask(
                "DCS when empty",
                () -> play.describe(play.verbs().dcsReader().read(play.subjectDefinition(), Optional.empty())));
        start(play, "A");
        play.await("A leads", seen -> seen.leader().isPresent());
        play.look("a cluster of one");
        start(play, "B");
        start(play, "C");
        play.await("two replicas stream", Play::isWhole);
    }

    private static void start(Play play, String alias) {
        play.write(alias, tree -> {});
        play.tell("disable native " + alias, () -> play.verbs().nodeControl().disableNative(play.node(alias)));
        play.tell("start " + alias, () -> play.verbs().nodeControl().startPatroni(play.node(alias)));
    }
}
