package dev.patrol.remote.rest;

import dev.patrol.address.HostPort;
import dev.patrol.definition.Login;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.problem.Cause;
import dev.patrol.problem.Message;
import dev.patrol.remote.NodeReading.RestAnswer;
import dev.patrol.remote.NodeTunnels;
import dev.patrol.remote.NodeTunnels.Tunnel;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.UnreachableException;
import dev.patrol.remote.Unreached;
import dev.patrol.remote.Unread;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/** Sends one request at a time to one node, on a connection of its own. */
final class RestCalls {
    private static final int UNAUTHORIZED = 401;
    private static final MediaType JSON = MediaType.get("application/json");

    // No configuration that people write comes near, though etcd takes up to 1.5 MB.
    private static final long ANSWER_LIMIT = 1L << 20;

    private final RestSettings settings;
    private final NodeTunnels tunnels;
    private final HttpClients clients;

    RestCalls(RestSettings settings, NodeTunnels tunnels) {
        this.settings = settings;
        this.tunnels = tunnels;
        this.clients = new HttpClients(settings);
    }

    RestAnswer send(NodeDefinition node, List<Login> logins, RestCall call) throws RemoteException {
        if (logins.isEmpty()) {
            return send(node, Optional.empty(), call);
        }
        RestAnswer answer = send(node, Optional.of(logins.get(0)), call);
        for (int i = 1; i < logins.size() && answer.status() == UNAUTHORIZED; i++) {
            answer = send(node, Optional.of(logins.get(i)), call);
        }
        return answer;
    }

    private RestAnswer send(NodeDefinition node, Optional<Login> login, RestCall call) throws RemoteException {
        HostPort rest = node.rest().local();
        if (settings.via() == RestSettings.Via.DIRECT) {
            return send(new HostPort(node.ssh().address().host(), rest.port()), node, login, call);
        }
        try (Tunnel tunnel = tunnels.open(node, rest)) {
            return send(tunnel.local(), node, login, call);
        }
    }

    private RestAnswer send(HostPort address, NodeDefinition node, Optional<Login> login, RestCall call)
            throws RemoteException {
        Request request = request(node.rest().scheme() + "://" + address, login, call);
        String where = settings.via() == RestSettings.Via.DIRECT
                ? node.rest().scheme() + "://" + address
                : node.rest().url();
        try (Response response = client(node).newCall(request).execute()) {
            return new RestAnswer(response.code(), body(response));
        } catch (AnswerTooLargeException e) {
            throw new RejectedException(Unread.REST_TOO_LARGE.with("path", call.path()));
        } catch (IOException e) {
            throw new UnreachableException(
                    why(e).with(
                                    "url",
                                    where,
                                    "said",
                                    Message.of(e),
                                    "milliseconds",
                                    settings.timeout().toMillis()),
                    e);
        }
    }

    private OkHttpClient client(NodeDefinition node) throws IOException {
        return node.rest().scheme().equals("https") ? clients.https() : clients.http();
    }

    private static Request request(String base, Optional<Login> login, RestCall call) {
        Request.Builder request = new Request.Builder()
                .url(base + call.path())
                .method(call.method(), RequestBody.create(call.body().getBytes(StandardCharsets.UTF_8), JSON))
                // Patroni speaks HTTP/1.0 with few workers, which idle connections would occupy (patroni#3705).
                .header("Connection", "close");
        // Sent at once: asked first, Patroni would answer 401 and write a line to its log on every change.
        login.ifPresent(it -> request.header(
                "Authorization", Credentials.basic(it.username(), it.password().reveal(), StandardCharsets.UTF_8)));
        return request.build();
    }

    private static String body(Response response) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(ANSWER_LIMIT + 1)) {
            throw new AnswerTooLargeException();
        }
        return source.readString(StandardCharsets.UTF_8);
    }

    private static Cause why(IOException e) {
        if (e instanceof SSLException) {
            return Unreached.REST_TLS;
        }
        if (e instanceof InterruptedIOException) {
            return Unreached.REST_TIMED_OUT;
        }
        if (e instanceof UnknownHostException) {
            return Unreached.REST_NAME_UNKNOWN;
        }
        return e instanceof ConnectException ? Unreached.REST_REFUSED : Unreached.REST_BROKEN;
    }

    /** An answer longer than any that Patroni gives. */
    private static final class AnswerTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
