package dev.patrol.remote.rest;

import static java.util.Objects.requireNonNull;

import dev.patrol.definition.Login;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.remote.NodeReading.RestAnswer;
import dev.patrol.remote.NodeTunnels;
import dev.patrol.remote.PatroniControl;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.Unread;
import dev.patrol.tree.ConfigTree;
import java.util.List;
import java.util.Map;

/** Patroni's changing REST calls. May be called from many threads. */
public final class RestPatroni implements PatroniControl {
    // Patroni compares and sets: 409 says that somebody else changed the configuration between its read and its write.
    private static final int PATCH_ATTEMPTS = 3;

    private static final int CONFLICT = 409;

    private final RestCalls calls;

    public RestPatroni(RestSettings settings, NodeTunnels tunnels) {
        this.calls = new RestCalls(requireNonNull(settings, "settings"), requireNonNull(tunnels, "tunnels"));
    }

    @Override
    public ConfigTree patchConfig(NodeDefinition node, List<Login> logins, ConfigTree patch) throws RemoteException {
        RestCall call = new RestCall("PATCH", "/config", ConfigJson.write(patch));
        RestAnswer answer = calls.send(node, logins, call);
        for (int attempt = 1; answer.status() == CONFLICT && attempt < PATCH_ATTEMPTS; attempt++) {
            answer = calls.send(node, logins, call);
        }
        if (answer.status() != 200) {
            throw Rejection.of(answer);
        }
        return ConfigJson.read(answer.body())
                .orElseThrow(() -> new RejectedException(Unread.REST_MALFORMED.with("path", call.path())));
    }

    @Override
    public void reload(NodeDefinition node, List<Login> logins) throws RemoteException {
        RestAnswer answer = calls.send(node, logins, new RestCall("POST", "/reload", ""));
        if (answer.status() != 202 && answer.status() != 200) {
            throw Rejection.of(answer);
        }
    }

    // Patroni answers when it is over, 20 s later at most: what takes longer than the time-out goes on all the same.
    @Override
    public void switchover(NodeDefinition leader, List<Login> logins, String candidate) throws RemoteException {
        String body = ConfigJson.write(ConfigTree.of(Map.of("leader", leader.member(), "candidate", candidate)));
        RestAnswer answer = calls.send(leader, logins, new RestCall("POST", "/switchover", body));
        if (answer.status() != 200) {
            throw Rejection.ofSwitchover(answer);
        }
    }
}
