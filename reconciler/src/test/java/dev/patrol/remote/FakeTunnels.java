package dev.patrol.remote;

import dev.patrol.address.HostPort;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.problem.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tunnels that lead where a test says, and remember through which node each was opened and whether it was closed. */
public final class FakeTunnels implements NodeTunnels {
    private final Map<HostPort, HostPort> ways = new HashMap<>();
    private final List<String> down = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();
    private int open;

    /** Seen from any node, {@code target} is {@code local}; a target without a way leads to itself. */
    public FakeTunnels leading(HostPort target, HostPort local) {
        ways.put(target, local);
        return this;
    }

    public FakeTunnels nodeDown(String node) {
        down.add(node);
        return this;
    }

    @Override
    public synchronized Tunnel open(NodeDefinition node, HostPort target) throws UnreachableException {
        opened.add(node.name() + " to " + target);
        if (down.contains(node.name().value())) {
            throw new UnreachableException(
                    Reason.said("cannot connect to node '" + node.name() + "': connection refused"));
        }
        open++;
        return new FakeTunnel(ways.getOrDefault(target, target));
    }

    /** {@code "node to host:port"} for every attempt. */
    public synchronized List<String> opened() {
        return List.copyOf(opened);
    }

    public synchronized int stillOpen() {
        return open;
    }

    private synchronized void closed() {
        open--;
    }

    private final class FakeTunnel implements Tunnel {
        private final HostPort local;

        private FakeTunnel(HostPort local) {
            this.local = local;
        }

        @Override
        public HostPort local() {
            return local;
        }

        @Override
        public void close() {
            closed();
        }
    }
}
