package dev.patrol.observe;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.Login;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.RestEndpoint;
import dev.patrol.observe.ClusterObservation.DcsState;
import dev.patrol.problem.Message;
import dev.patrol.problem.Reason;
import dev.patrol.remote.DcsReader;
import dev.patrol.remote.NodeReader;
import dev.patrol.remote.NodeReading;
import dev.patrol.remote.NodeReading.RestAnswer;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.Unreached;
import dev.patrol.remote.Unread;
import dev.patrol.tree.ConfigTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all nodes of a cluster at once. A node that does not answer is part of what was seen. The DCS is asked only
 * when every node was seen and no member leads by its own word: then it alone can tell a new cluster from one that is
 * down.
 */
public final class Observer {
    private static final Logger LOG = LoggerFactory.getLogger(Observer.class);
    private static final int OK = 200;

    private final NodeReader nodes;
    private final DcsReader dcs;
    private final ExecutorService threads;
    private final FileReader files = new FileReader();

    public Observer(NodeReader nodes, DcsReader dcs, ExecutorService threads) {
        this.nodes = nodes;
        this.dcs = dcs;
        this.threads = threads;
    }

    /** All that a pass must know. */
    public ClusterObservation observe(ClusterDefinition cluster, Optional<Login> dcsLogin) {
        return look(cluster, dcsLogin, nodes::read);
    }

    /** The same, but of the servers only one node's is asked: for who waits for that. */
    public ClusterObservation observe(ClusterDefinition cluster, Optional<Login> dcsLogin, NodeName asked) {
        return look(cluster, dcsLogin, node -> node.name().equals(asked) ? nodes.read(node) : nodes.glance(node));
    }

    /** The same, and no server is asked: for who waits for what Patroni or the node's system shows. */
    public ClusterObservation glance(ClusterDefinition cluster, Optional<Login> dcsLogin) {
        return look(cluster, dcsLogin, nodes::glance);
    }

    private interface Eye {
        NodeReading read(NodeDefinition node) throws RemoteException;
    }

    private ClusterObservation look(ClusterDefinition cluster, Optional<Login> dcsLogin, Eye eye) {
        Map<NodeDefinition, Future<Look>> pending = new LinkedHashMap<>();
        cluster.nodes().forEach(node -> pending.put(node, threads.submit((Callable<Look>) () -> look(node, eye))));
        SortedMap<NodeName, NodeObservation> seen = new TreeMap<>();
        Topology topology = Topology.UNKNOWN;
        for (Map.Entry<NodeDefinition, Future<Look>> entry : pending.entrySet()) {
            Look look = await(entry.getKey(), entry.getValue());
            seen.put(entry.getKey().name(), look.node());
            topology = topology.and(look.topology());
        }
        ClusterObservation observation = new ClusterObservation(seen, DcsState.NOT_ASKED, topology);
        return observation.leaders().isEmpty() && observation.unseen().isEmpty()
                ? new ClusterObservation(seen, askDcs(cluster, dcsLogin), topology)
                : observation;
    }

    private record Look(NodeObservation node, Topology topology) {}

    private Look look(NodeDefinition node, Eye eye) {
        try {
            return interpret(node, eye.read(node));
        } catch (RemoteException e) {
            return unseen(node, e instanceof RejectedException, e.reason());
        } catch (RuntimeException | StackOverflowError e) {
            // A fault of ours, which this node alone shall pay for.
            LOG.error("reading node={} failed", node.name(), e);
            return unseen(node, true, Unread.FAILED.with("said", Message.of(e)));
        }
    }

    private static Look unseen(NodeDefinition node, boolean isReached, Reason why) {
        return new Look(new Unseen(node.name(), isReached, why), Topology.UNKNOWN);
    }

    private static Look await(NodeDefinition node, Future<Look> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unseen(node, false, Unreached.INTERRUPTED.reason());
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading node '" + node.name() + "' failed", e.getCause());
        }
    }

    private Look interpret(NodeDefinition node, NodeReading reading) {
        List<Reason> unread = new ArrayList<>();
        reading.restFailure().ifPresent(unread::add);
        Optional<MemberSeen> member = part(reading, "/patroni", MemberReader::member, unread);
        Optional<ConfigTree> dynamic = part(reading, "/config", MemberReader::config, unread);
        Optional<Topology> topology = part(reading, "/cluster", MemberReader::topology, unread);
        Optional<ServerSeen> server = reading.server().document().flatMap(ServerReader::read);
        boolean isStrange = server.isEmpty() && reading.server().document().isPresent();
        NodeSeen seen = new NodeSeen(
                node.name(),
                reading.configFile().map(file -> files.read(node, file)),
                reading.units(),
                reading.dataDirectory(),
                member,
                dynamic,
                reading.restUrl().flatMap(RestEndpoint::of),
                unread.stream().findFirst(),
                reading.process(),
                server,
                isStrange
                        ? Optional.of(Unread.SERVER_MALFORMED.reason())
                        : reading.server().failure());
        return new Look(seen, topology.orElse(Topology.UNKNOWN));
    }

    private static <T> Optional<T> part(
            NodeReading reading, String path, Function<String, Optional<T>> reader, List<Reason> unread) {
        Optional<String> body = Optional.ofNullable(reading.rest().get(path))
                .filter(answer -> answer.status() == OK)
                .map(RestAnswer::body);
        Optional<T> read = body.flatMap(reader);
        if (body.isPresent() && read.isEmpty()) {
            unread.add(Unread.REST_MALFORMED.with("path", path));
        }
        return read;
    }

    private DcsState askDcs(ClusterDefinition cluster, Optional<Login> login) {
        try {
            return new DcsState(Optional.of(dcs.read(cluster, login)), Optional.empty());
        } catch (RemoteException e) {
            return new DcsState(Optional.empty(), Optional.of(e.reason()));
        }
    }
}
