package dev.patrol.remote.node;

import dev.patrol.definition.Layout;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.remote.ParameterReader;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.node.Reply.Section;
import dev.patrol.remote.node.Request.Verb;
import dev.patrol.yaml.Secret;
import java.util.List;

/** Asks with one request of the script each. */
public final class ScriptParameterReader implements ParameterReader {
    private final NodeChannel channel;

    public ScriptParameterReader(NodeChannel channel) {
        this.channel = channel;
    }

    @Override
    public String settings(NodeDefinition node) throws RemoteException {
        Layout.Paths paths = node.layout().paths();
        return answer(node, Request.of(Verb.SETTINGS, paths.dataDir(), paths.binDir()), "settings")
                .text();
    }

    @Override
    public List<String> complaints(NodeDefinition node, Secret configuration) throws RemoteException {
        Layout.Paths paths = node.layout().paths();
        Request request = new Request(Verb.TRY_SETTINGS, List.of(paths.dataDir(), paths.binDir()), configuration);
        Section tried = answer(node, request, "tried");
        return tried.word(0).equals("0") ? List.of() : tried.lines();
    }

    private Section answer(NodeDefinition node, Request request, String section) throws RemoteException {
        Reply reply = channel.ask(node, request, channel.usualLimit());
        if (reply.status() != 0) {
            throw new RejectedException(reply.failure());
        }
        return reply.requireWhole(section);
    }
}
