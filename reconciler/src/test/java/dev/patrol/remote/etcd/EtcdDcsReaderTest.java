package dev.patrol.remote.etcd;

import static dev.patrol.remote.SampleClusters.demo;
import static dev.patrol.remote.SampleClusters.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.address.HostPort;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.EtcdEndpoints;
import dev.patrol.definition.EtcdEndpoints.Api;
import dev.patrol.lab.LocalServer;
import dev.patrol.remote.FakeTunnels;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.UnreachableException;
import dev.patrol.view.Wording;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What happens before and between etcd's answers; EtcdDcsReaderIT has the answers. */
class EtcdDcsReaderTest {
    private static final HostPort PG1 = new HostPort("10.0.1.11", 2379);
    private static final HostPort PG2 = new HostPort("10.0.1.12", 2379);

    private final FakeTunnels tunnels = new FakeTunnels();

    @Test
    void otherStoreIsNotMistakenForAnEmptyOne() {
        String message =
                refusal(EtcdSettings.DEFAULTS, new EtcdEndpoints(Api.V2, "http", List.of(PG1), Optional.empty()));

        assertEquals(
                "keys of etcd's v2 API cannot be read; the cluster is judged by its members' REST APIs alone", message);
        assertTrue(tunnels.opened().isEmpty());
    }

    @Test
    void tlsNeedsFilesOfOurOwn() {
        EtcdEndpoints.Tls onNodes =
                new EtcdEndpoints.Tls(Optional.of("/etc/patroni/ca.crt"), Optional.empty(), Optional.empty());
        EtcdEndpoints etcd = new EtcdEndpoints(Api.V3, "https", List.of(PG1), Optional.of(onNodes));

        assertTrue(refusal(EtcdSettings.DEFAULTS, etcd).contains("are on the nodes; give Patrol its own"));
    }

    @Test
    void missingTlsFileIsNamed() {
        EtcdSettings settings = new EtcdSettings(
                EtcdSettings.Via.SSH,
                Duration.ofSeconds(5),
                Optional.of(new EtcdSettings.TlsFiles(Path.of("/nowhere/ca.pem"), Optional.empty())));

        String message = refusal(settings, new EtcdEndpoints(Api.V3, "https", List.of(PG1), Optional.empty()));

        assertTrue(message.contains("'/nowhere/ca.pem' cannot be read"), message);
    }

    @Test
    void noHostsAreSaidToBeNone() {
        assertTrue(refusal(EtcdSettings.DEFAULTS, plain()).contains("names none of etcd's hosts"));
    }

    @Test
    void eachHostIsAskedFromItsOwnNode() throws Exception {
        HostPort nobody = LocalServer.nobody();
        tunnels.leading(PG1, nobody).leading(PG2, nobody);

        String message = failure(EtcdSettings.DEFAULTS, plain(PG2, PG1));

        assertEquals(List.of("pg2 to 10.0.1.12:2379", "pg1 to 10.0.1.11:2379"), tunnels.opened());
        assertEquals(0, tunnels.stillOpen());
        assertTrue(message.contains("10.0.1.12:2379 gives no answer: Connection refused; 10.0.1.11:2379"), message);
    }

    @Test
    void hostOutsideIsAskedFromTheFirstNodeThatCanBeReached() throws Exception {
        HostPort outside = new HostPort("etcd1", 2379);
        tunnels.nodeDown("pg1").leading(outside, LocalServer.nobody());

        failure(EtcdSettings.DEFAULTS, plain(outside));

        assertEquals(List.of("pg1 to etcd1:2379", "pg2 to etcd1:2379"), tunnels.opened());
    }

    @Test
    void nodeThatIsDownIsTriedOnce() {
        tunnels.nodeDown("pg1").nodeDown("pg2");

        String message = failure(EtcdSettings.DEFAULTS, plain(PG1, PG2));

        assertEquals(List.of("pg1 to 10.0.1.11:2379", "pg2 to 10.0.1.11:2379"), tunnels.opened());
        assertTrue(message.contains("cannot connect to node 'pg1'"), message);
        assertTrue(message.contains("cannot connect to node 'pg2'"), message);
    }

    @Test
    void loopbackMeansAnotherEtcdOnEachNode() throws Exception {
        HostPort local = new HostPort("127.0.0.1", 2379);
        tunnels.leading(local, LocalServer.nobody());

        failure(EtcdSettings.DEFAULTS, plain(local));

        assertEquals(List.of("pg1 to 127.0.0.1:2379", "pg2 to 127.0.0.1:2379"), tunnels.opened());
    }

    @Test
    void serverThatNeverAnswersEndsAtTheTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            HostPort local = new HostPort("127.0.0.1", silent.getLocalPort());
            EtcdSettings settings = new EtcdSettings(EtcdSettings.Via.DIRECT, Duration.ofMillis(300), Optional.empty());

            assertTrue(failure(settings, plain(local)).endsWith(local + " did not answer within 300 ms"));
        }
    }

    @Test
    void noThreadKeepsTheProgramAlive() throws Exception {
        EtcdSettings settings = new EtcdSettings(EtcdSettings.Via.DIRECT, Duration.ofSeconds(5), Optional.empty());

        failure(settings, plain(LocalServer.nobody()));

        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                .noneMatch(thread -> thread.getName().matches(".*(jetcd|grpc|netty|vert\\.x|Failsafe).*")));
    }

    private String failure(EtcdSettings settings, EtcdEndpoints etcd) {
        return Wording.of(assertThrows(UnreachableException.class, () -> read(settings, etcd))
                .reason());
    }

    private String refusal(EtcdSettings settings, EtcdEndpoints etcd) {
        return Wording.of(assertThrows(RejectedException.class, () -> read(settings, etcd))
                .reason());
    }

    private void read(EtcdSettings settings, EtcdEndpoints etcd) throws RemoteException {
        ClusterDefinition cluster = demo(etcd, node("pg1", "10.0.1.11"), node("pg2", "10.0.1.12"));
        new EtcdDcsReader(settings, tunnels).read(cluster, Optional.empty());
    }

    private static EtcdEndpoints plain(HostPort... hosts) {
        return new EtcdEndpoints(Api.V3, "http", Arrays.asList(hosts), Optional.empty());
    }
}
