package dev.patrol.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        FOUND,
        USED,
        RUNNING
    }

    private static final String FORMED = "formed";
    private static final Map<String, Stage> STAGES = new ConcurrentHashMap<>();

    private final Nodes nodes;
    private final Path folder = newFolder();
    private final Definitions definitions;
    private State state;
    private boolean isSaved;

    private Stage(Nodes nodes) {
        this.nodes = nodes;
        this.definitions = Definitions.of(nodes, folder.resolve("definitions"));
        this.state = nodes.lab().wasThere() ? State.FOUND : State.NEW;
    }

    private static Stage of(String layout) {
        return STAGES.computeIfAbsent(layout, key -> new Stage(Nodes.up(Suite.ofThisRun(), layout)));
    }

    /** Nodes as new, with an empty etcd, and definitions as at first. */
    static Stage empty(String layout) {
        Stage stage = of(layout);
        stage.wipe();
        return stage;
    }

    private void wipe() {
        if (state != State.NEW) {
            nodes.lab().reset("--all");
        }
        definitions.begin(nodes);
        state = State.USED;
    }

    /** The cluster {@code demo}, running as its definition says. */
    static Stage running() {
        Stage stage = of("debian");
        if (stage.state == State.FOUND) {
            stage.takeOver();
        }
        if (stage.state != State.RUNNING) {
            stage.form();
        }
        // Until this has gone well, what a test has left behind is nothing to begin with.
        stage.state = State.USED;
        stage.patrol().run("apply").expect(0);
        stage.state = State.RUNNING;
        return stage;
    }

    // Of a kept lab. The last run may have left anything, and where an apply cannot restore it, the nodes begin anew.
    private void takeOver() {
        boolean isRestored = nodes.isWhole() && patrol().run("apply").exit() == 0;
        state = isRestored ? State.RUNNING : State.USED;
    }

    /** Once by Patrol; after that, as it was then. */
    private void form() {
        if (isSaved) {
            definitions.begin(nodes);
            nodes.lab().load(FORMED);
        } else {
            wipe();
            patrol().run("apply").expect(0);
            nodes.lab().save(FORMED);
            isSaved = true;
        }
        awaitTwoReplicas();
    }

    /** Frees the machine of nodes that no other test uses. */
    void takeDown() {
        STAGES.values().remove(this);
        nodes.lab().close();
    }

    /** To be said by a test that has made the cluster, and leaves it as an apply can restore it. */
    void clusterRuns() {
        state = State.RUNNING;
    }

    /** To be said by a test that has made of the cluster what no other one expects. */
    void clusterIsSpoilt() {
        state = State.USED;
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

    /** Has another member lead, by {@code patronictl}; returns which. */
    String switchOver() {
        String candidate = nodes.replicas().get(0);
        nodes.on(
                nodes.leader(),
                "patronictl -c %s switchover %s --candidate %s --force >&2"
                        .formatted(nodes.configFile(), nodes.scope(), candidate));
        awaitTwoReplicas();
        assertEquals(candidate, nodes.leader());
        return candidate;
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
