package dev.patrol.remote.etcd;

import dev.patrol.address.HostPort;
import dev.patrol.definition.Login;
import dev.patrol.problem.Message;
import dev.patrol.problem.Reason;
import dev.patrol.remote.Refusal;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.UnreachableException;
import dev.patrol.remote.Unreached;
import dev.patrol.remote.Unread;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** The only user of jetcd: one client for one request to one host, closed at once. */
final class EtcdQuery {
    /** Far more than the members of any cluster, and what Patroni writes beside them. */
    private static final int MOST_KEYS = 1_000;

    private static final int LARGEST_ANSWER = 4 << 20;

    private EtcdQuery() {}

    /** All keys below the prefix, by their full names, as the majority of etcd's members has them. */
    static Map<String, String> keys(HostPort host, HostPort reached, EtcdRequest request, Duration limit)
            throws RemoteException {
        try {
            return answer(host, reached, request, limit);
        } catch (ExecutionException e) {
            // Patroni goes on without a password, too, where etcd does not ask for one.
            if (GrpcFailure.of(e).saysNoPasswordIsNeeded()) {
                return keys(host, reached, request.withoutLogin(), limit);
            }
            Optional<Reason> refusal = GrpcFailure.of(e).refusal(host);
            if (refusal.isPresent()) {
                throw new RejectedException(refusal.get());
            }
            throw new UnreachableException(
                    Unreached.ETCD_HOST.with(
                            "host", host, "said", GrpcFailure.of(e).text()),
                    e);
        } catch (TimeoutException e) {
            throw new UnreachableException(
                    Unreached.ETCD_HOST_TIMED_OUT.with("host", host, "milliseconds", limit.toMillis()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException(Unreached.INTERRUPTED.reason(), e);
        } catch (SSLException | IllegalArgumentException e) {
            throw new RejectedException(Refusal.ETCD_TLS_FILES.with("said", Message.of(e)));
        }
    }

    private static Map<String, String> answer(HostPort host, HostPort reached, EtcdRequest request, Duration limit)
            throws ExecutionException, TimeoutException, InterruptedException, SSLException, RejectedException {
        GetOption below =
                GetOption.builder().isPrefix(true).withLimit(MOST_KEYS).build();
        try (Client client = client(host, reached, request, limit)) {
            Map<String, String> keys = new LinkedHashMap<>();
            GetResponse answer = client.getKVClient()
                    .get(bytes(request.prefix()), below)
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.isMore()) {
                throw new RejectedException(Unread.DCS_TOO_LARGE.reason());
            }
            for (KeyValue key : answer.getKvs()) {
                keys.put(text(key.getKey()), text(key.getValue()));
            }
            return keys;
        }
    }

    private static Client client(HostPort host, HostPort reached, EtcdRequest request, Duration limit)
            throws SSLException {
        String scheme = request.tls().isPresent() ? "https" : "http";
        ClientBuilder builder = Client.builder()
                .endpoints(scheme + "://" + reached)
                // By default jetcd waits for ever for a server that is down, and hides why it cannot connect; and each
                // try again would cost half a second, where the next host is the better one to ask.
                .waitForReady(false)
                .retryMaxAttempts(0)
                .maxInboundMessageSize(LARGEST_ANSWER)
                .connectTimeout(limit);
        if (request.tls().isPresent()) {
            EtcdSettings.TlsFiles files = request.tls().get();
            // Through a tunnel the address is this machine's; the certificate names the host at the tunnel's end.
            builder.authority(host.toString()).sslContext(context -> {
                context.trustManager(files.cacert().toFile());
                files.client()
                        .ifPresent(it ->
                                context.keyManager(it.cert().toFile(), it.key().toFile()));
            });
        }
        if (request.login().isPresent()) {
            Login login = request.login().get();
            builder.user(bytes(login.username()))
                    .password(bytes(login.password().reveal()));
        }
        return builder.build();
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    private static String text(ByteSequence bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
