package dev.patrol.simulator.contract;

import dev.patrol.remote.NodeControl.RestListener;
import dev.patrol.remote.NodeControl.RestOccasion;
import dev.patrol.testing.Trees;
import java.util.Optional;

/** What waits for a restart, and restarts. */
final class RestartScenarios {
    private static final String MAX_CONNECTIONS = "postgresql.parameters.max_connections";
    private static final String QUERY_SIZE = "postgresql.parameters.track_activity_query_size";

    private RestartScenarios() {}

    static void pending(Play play) {
        play.restart("B");
        play.look("a restart that is not pending");
        play.write("B", tree -> Trees.set(tree, QUERY_SIZE, 2048L));
        play.reload("B");
        play.look("one member's parameter");
        play.write("B", tree -> {});
        play.reload("B");
        play.look("set back before a restart");
        play.restart("B");
        play.await("two replicas stream", Play::isWhole);
        play.patch(MAX_CONNECTIONS, 80L);
        play.look("more connections");
        play.patch(MAX_CONNECTIONS, 60L);
        play.look("set back in the DCS before a restart");
        play.patch(QUERY_SIZE, 2048L);
        play.look("every member's parameter");
        play.restart("B");
        play.await("two replicas stream", Play::isWhole);
        play.look("a replica has restarted");
        play.patch(QUERY_SIZE, null);
        play.look("taken away");
        play.restart("B");
        play.restart("A");
        play.restart("C");
        play.await("two replicas stream", Play::isWhole);
    }

    /** Of shared memory a standby must have as much as its primary. */
    static void growth(Play play) {
        play.patch(MAX_CONNECTIONS, 80L);
        play.look("more connections");
        play.restart("B");
        play.await("two replicas stream", Play::isWhole);
        play.look("more on one replica");
        play.restart("A");
        play.await("two replicas stream", Play::isWhole);
        play.look("more on the leader than on a replica");
        play.patch(MAX_CONNECTIONS, 60L);
        play.look("fewer connections");
        play.restart("B");
        play.await("two replicas stream", Play::isWhole);
        play.look("fewer on a replica first");
        play.restart("A");
        play.await("two replicas stream", Play::isWhole);
        play.look("fewer on the leader");
        play.restart("B");
        play.restart("C");
        play.await("two replicas stream", Play::isWhole);
    }

    static void pause(Play play) {
        RestListener now = new RestListener("0.0.0.0:8008", Optional.empty(), Optional.empty(), Optional.empty());
        play.ask(
                "check REST",
                () -> play.verbs()
                        .nodeControl()
                        .checkRest(play.node("B"), now, RestOccasion.RESTART)
                        .size());
        play.patch("pause", true);
        play.await("the pause is seen", seen -> seen.isPaused());
        play.look("paused");
        play.tell("restart Patroni on B", () -> play.verbs().nodeControl().restartPatroni(play.node("B")));
        play.await("B answers", seen -> seen.member(play.node("B").name()).isPresent());
        play.look("Patroni restarted in the pause");
        play.patch("pause", null);
        play.await("the pause is over", seen -> !seen.isPaused());
        play.look("resumed");
        play.tell("restart Patroni on C", () -> play.verbs().nodeControl().restartPatroni(play.node("C")));
        play.await("two replicas stream", Play::isWhole);
        play.look("Patroni restarted without a pause");
    }
}
