package dev.patrol.remote.ssh;

import dev.patrol.definition.Layout;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.remote.ParameterReader;
import dev.patrol.remote.UnreachableException;
import dev.patrol.remote.ssh.Reply.Section;
import dev.patrol.remote.ssh.Request.Verb;
import dev.patrol.yaml.Secret;
import java.util.List;

/** Asks with one request of the script each. */
public final class SshParameterReader implements ParameterReader {
    private final SshConnections connections;

    public SshParameterReader(SshConnections connections) {
        this.connections = connections;
    }

    @Override
    public String settings(NodeDefinition node) throws UnreachableException {
        String doing = "ask PostgreSQL for its parameters on";
        Layout.Paths paths = node.layout().paths();
        return answer(node, doing, Request.of(Verb.SETTINGS, paths.dataDir(), paths.binDir()))
                .require("settings")
                .text();
    }

    @Override
    public List<String> complaints(NodeDefinition node, Secret configuration) throws UnreachableException {
        String doing = "have PostgreSQL check its parameters on";
        Layout.Paths paths = node.layout().paths();
        Request request = new Request(Verb.TRY_SETTINGS, List.of(paths.dataDir(), paths.binDir()), configuration);
        Section tried = answer(node, doing, request).require("tried");
        return tried.word(0).equals("0") ? List.of() : tried.lines();
    }

    private Reply answer(NodeDefinition node, String doing, Request request) throws UnreachableException {
        Reply reply = connections.ask(node, doing, request, connections.usualLimit());
        if (reply.status() != 0) {
            throw new UnreachableException("cannot " + doing + " node '" + node.name() + "': " + reply.errorLine());
        }
        return reply;
    }
}
