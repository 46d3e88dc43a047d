package dev.patrol.e2e;

import dev.patrol.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Nodes, definitions and the program, in the state that a test asks for; cheap where they are in it already. */
final class Stage {
    private enum State {
        NEW,
        USED,
        RUNNING
    }

    private static final Map<String, Stage> STAGES = new ConcurrentHashMap<>();

    private final Nodes nodes;
    private final Path folder = newFolder();
    private final Definitions definitions;
    private State state = State.NEW;

    private Stage(Nodes nodes) {
        this.nodes = nodes;
        this.definitions = Definitions.of(nodes, folder.resolve("definitions"));
    }

    private static Stage of(Suite suite, String layout) {
        return STAGES.computeIfAbsent(suite + layout, key -> new Stage(Nodes.up(suite, layout)));
    }

    /** Nodes as new, with an empty etcd. */
    static Stage empty(Suite suite, String layout) {
        Stage stage = of(suite, layout);
        if (stage.state != State.NEW) {
            stage.nodes.lab().reset("--all");
        }
        stage.definitions.restore(stage.nodes);
        stage.state = State.USED;
        return stage;
    }

    /** The cluster {@code demo}, running as first defined. */
    static Stage running(Suite suite) {
        Stage stage = of(suite, "debian");
        if (stage.state != State.RUNNING) {
            empty(suite, "debian");
        }
        stage.definitions.restore(stage.nodes);
        stage.state = State.USED;
        stage.patrol().run("apply").expect(0);
        stage.state = State.RUNNING;
        return stage;
    }

    /** Frees the machine of nodes that no other test uses. */
    void takeDown() {
        STAGES.values().remove(this);
        nodes.lab().close();
    }

    /** To be said by a test that found the nodes new and has not changed them. */
    void nodesAreStillNew() {
        state = State.NEW;
    }

    /** To be said by a test that has made the cluster, and leaves it as an apply can restore it. */
    void clusterRuns() {
        state = State.RUNNING;
    }

    /** Unplugs a replica. Its etcd does not lead then, or all of Patroni would stop for a moment. */
    void cutOff(String replica) {
        String member = "$(etcdctl member list | awk -F ', ' '$3 == \"%s\" { print $1 }')".formatted(nodes.leader());
        nodes.on(replica, "export ETCDCTL_API=3; etcdctl move-leader " + member + " >&2 || true");
        nodes.lab().cut(replica);
    }

    /** Plugs it in again, and waits until it streams and its etcd has caught up. */
    void rejoin(String replica) {
        nodes.lab().join(replica);
        nodes.on(replica, "export ETCDCTL_API=3; until etcdctl endpoint health; do sleep 0.2; done >&2");
        awaitTwoReplicas();
    }

    void awaitTwoReplicas() {
        Lab.await("a leader with two replicas that stream", Duration.ofSeconds(60), nodes::isWhole);
    }

    Nodes nodes() {
        return nodes;
    }

    Definitions definitions() {
        return definitions;
    }

    Program patrol() {
        return patrol(Program.Access.to(nodes.lab()), definitions);
    }

    Program patrol(Program.Access access, Definitions other) {
        return Program.in(folder.resolve("home"), access, other.folder());
    }

    /** A folder for this test alone. */
    static Path newFolder() {
        try {
            return Files.createTempDirectory("patrol-e2e");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
