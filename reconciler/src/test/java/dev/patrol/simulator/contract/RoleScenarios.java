package dev.patrol.simulator.contract;

import dev.patrol.observe.NodeSeen;
import dev.patrol.testing.Trees;
import dev.patrol.tree.KeyPath;

/** Who leads, and on whom commits wait. */
final class RoleScenarios {
    private static final String QUERY_SIZE = "postgresql.parameters.track_activity_query_size";

    private RoleScenarios() {}

    static void switchover(Play play) {
        play.tell(
                "switch over from who does not lead",
                () -> play.verbs()
                        .patroniControl()
                        .switchover(
                                play.node("C"), play.logins("C"), play.node("B").member()));
        play.tell(
                "switch over to nobody",
                () -> play.verbs().patroniControl().switchover(play.node("A"), play.logins("A"), "nobody"));
        play.look("as before");
        to(play, "A", "B");
        play.await("two replicas stream", Play::isWhole);
        play.look("B leads");
    }

    private static void to(Play play, String leader, String candidate) {
        play.tell(
                "switch over to " + candidate,
                () -> play.verbs()
                        .patroniControl()
                        .switchover(
                                play.node(leader),
                                play.logins(leader),
                                play.node(candidate).member()));
    }

    /** C restarts, and A goes away meanwhile; C may not lead. */
    static void failover(Play play) {
        play.write("C", tree -> Trees.set(tree, "tags.nofailover", true));
        play.reload("C");
        to(play, "A", "C");
        play.patch(QUERY_SIZE, 2048L);
        // A's too: what it had not applied when it went would tell of the machine's pace alone.
        play.await(
                "a restart is pending on C",
                seen -> seen.member(play.node("C").name())
                                .filter(member -> member.restart().pending())
                                .isPresent()
                        && seen.seen(play.node("A").name())
                                .flatMap(NodeSeen::applied)
                                .flatMap(config -> config.get(KeyPath.parse(QUERY_SIZE)))
                                .filter(size -> size.toString().equals("2048"))
                                .isPresent());
        play.faults().during(play.name("C"), () -> play.faults().stopPatroni(play.name("A")), () -> play.restart("C"));
        play.await(
                "B leads",
                seen -> seen.leader().filter(play.node("B").name()::equals).isPresent()
                        && play.isFollowed(seen, "B", "C"));
        play.look("B leads without A");
        play.tell("start A", () -> play.verbs().nodeControl().startPatroni(play.node("A")));
        play.await("two replicas stream", Play::isWhole);
        play.look("A has come back");
        play.write("C", tree -> {});
        play.reload("C");
        play.recast();
        play.patch(QUERY_SIZE, null);
        play.look("taken away");
        play.restart("A");
        play.restart("B");
        play.restart("C");
        play.await("two replicas stream", Play::isWhole);
    }

    static void synchrony(Play play) {
        play.patch("synchronous_mode", true);
        play.await("one is synchronous", seen -> play.synchronous(seen) == 1);
        play.recast();
        play.look("synchronous");
        to(play, "A", "C");
        play.look("no switchover to C");
        play.patch("synchronous_mode_strict", true);
        play.look("strict");
        play.write("B", tree -> Trees.set(tree, QUERY_SIZE, 2048L));
        play.reload("B");
        play.look("pending");
        play.restart("B");
        play.await("two replicas stream", Play::isWhole);
        play.await("one is synchronous", seen -> play.synchronous(seen) == 1);
        play.look("the synchronous one has restarted");
        play.write("B", tree -> {});
        play.reload("B");
        play.look("pending again");
        play.restart("B");
        play.await("two replicas stream", Play::isWhole);
        play.patch("synchronous_mode_strict", null);
        play.look("no longer strict");
        play.patch("synchronous_mode", "quorum");
        play.look("on the way to a quorum");
        play.recast();
        play.look("quorum");
        play.patch("synchronous_mode", null);
        play.await("none is synchronous", seen -> play.synchronous(seen) == 0);
    }
}
