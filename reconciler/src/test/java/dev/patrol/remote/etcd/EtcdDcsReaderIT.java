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
import dev.patrol.definition.Login;
import dev.patrol.lab.LocalServer;
import dev.patrol.remote.DcsReading;
import dev.patrol.remote.FakeTunnels;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.TestCertificate;
import dev.patrol.remote.UnreachableException;
import dev.patrol.remote.Unread;
import dev.patrol.view.Wording;
import dev.patrol.yaml.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs Debian's packages etcd-server and etcd-client. */
@Tag("apart")
class EtcdDcsReaderIT {
    private static final HostPort HOST = new HostPort("10.0.1.11", 2379);

    @TempDir
    Path folder;

    private LocalEtcd etcd;

    @BeforeEach
    void start() throws IOException {
        etcd = LocalEtcd.start(folder, Optional.empty());
    }

    @AfterEach
    void stop() throws IOException {
        etcd.close();
    }

    @Test
    void clusterThatNobodyHasBegunHasNoKeys() throws Exception {
        assertEquals(new DcsReading(Optional.empty(), Optional.empty(), Map.of()), read());
    }

    @Test
    void bootstrapThatIsUnderWayIsBlank() throws Exception {
        etcd.control("put", "/service/demo/initialize", "");

        assertEquals(Optional.of(""), read().initialize());
    }

    @Test
    void initialisedClusterShowsItsKeys() throws Exception {
        etcd.control("put", "/service/demo/initialize", "7434567890123456789");
        etcd.control("put", "/service/demo/config", "{\"ttl\":30}");
        etcd.control("put", "/service/demo/members/pg1", "{\"role\":\"primary\"}");
        etcd.control("put", "/service/demo/members/pg2", "{\"tags\":{\"ort\":\"Köln\"}}");
        etcd.control("put", "/service/demo/leader", "pg1");

        DcsReading reading = read();

        assertEquals(Optional.of("7434567890123456789"), reading.initialize());
        assertEquals(Optional.of("pg1"), reading.leader());
        assertEquals(
                Map.of("pg1", "{\"role\":\"primary\"}", "pg2", "{\"tags\":{\"ort\":\"Köln\"}}"), reading.members());
    }

    @Test
    void neighbourWithALongerNameIsNotMixedUp() throws Exception {
        etcd.control("put", "/service/demo2/initialize", "1");
        etcd.control("put", "/service/demo2/members/pg9", "{}");
        etcd.control("put", "/service/demo", "stray");

        assertEquals(new DcsReading(Optional.empty(), Optional.empty(), Map.of()), read());
    }

    @Test
    void leaderIsGoneWithItsLease() throws Exception {
        String lease = etcd.control("lease", "grant", "600").split(" ")[1];
        etcd.control("put", "--lease=" + lease, "/service/demo/leader", "pg1");
        assertEquals(Optional.of("pg1"), read().leader());

        etcd.control("lease", "revoke", lease);

        assertEquals(Optional.empty(), read().leader());
    }

    @Test
    void passwordIsGivenWhereEtcdAsksForOne() throws Exception {
        etcd.control("put", "/service/demo/initialize", "1");
        demandPasswords();

        assertEquals(Optional.of("1"), read(login("patroni", "p:w ü")).initialize());
        assertTrue(refusal(login("patroni", "wrong")).contains("invalid user ID or password); make the user"));
        assertTrue(refusal(Optional.empty()).contains("user name is empty"));
        assertTrue(refusal(login("stranger", "pw")).contains("give etcd's user read access"));
    }

    @Test
    void passwordThatEtcdDoesNotAskForDoesNoHarm() throws Exception {
        etcd.control("put", "/service/demo/initialize", "1");

        assertEquals(Optional.of("1"), read(login("patroni", "pw")).initialize());
    }

    @Test
    void moreThanPatroniEverWritesIsNotRead() throws Exception {
        for (int i = 0; i < 40; i++) {
            etcd.control("put", "/service/demo/optime/" + i, "x".repeat(120_000));
        }

        RejectedException large = assertThrows(RejectedException.class, this::read);

        assertTrue(large.reason().is(Unread.DCS_TOO_LARGE), large::toString);
    }

    @Test
    void firstHostMayBeDead() throws Exception {
        etcd.control("put", "/service/demo/leader", "pg2");
        HostPort dead = LocalServer.nobody();

        assertEquals(
                Optional.of("pg2"),
                direct(Duration.ofSeconds(20))
                        .read(cluster("http", dead, etcd.client()), Optional.empty())
                        .leader());
    }

    @Test
    void etcdThatIsDownIsUnreachable() throws Exception {
        read();
        etcd.close();

        long before = System.nanoTime();
        String message =
                Wording.of(assertThrows(UnreachableException.class, this::read).reason());

        assertTrue(message.contains("Connection refused"), message);
        assertTrue(System.nanoTime() - before < Duration.ofSeconds(5).toNanos());
    }

    @Test
    void tlsIsVerifiedByTheHostsNameAlsoThroughATunnel() throws Exception {
        TestCertificate certificate = TestCertificate.forNames(folder, "ip:10.0.1.11");
        EtcdSettings.TlsFiles files = new EtcdSettings.TlsFiles(
                certificate.certificateFile(),
                Optional.of(new EtcdSettings.ClientCertificate(certificate.certificateFile(), certificate.keyFile())));
        EtcdSettings settings = new EtcdSettings(EtcdSettings.Via.SSH, Duration.ofSeconds(20), Optional.of(files));
        try (LocalEtcd encrypted = LocalEtcd.start(folder.resolve("tls"), Optional.of(certificate))) {
            HostPort other = new HostPort("10.0.1.99", 2379);
            FakeTunnels tunnels =
                    new FakeTunnels().leading(HOST, encrypted.client()).leading(other, encrypted.client());
            EtcdDcsReader reader = new EtcdDcsReader(settings, tunnels);

            assertEquals(
                    Optional.empty(),
                    reader.read(cluster("https", HOST), Optional.empty()).leader());
            String message = Wording.of(assertThrows(
                            UnreachableException.class, () -> reader.read(cluster("https", other), Optional.empty()))
                    .reason());
            assertTrue(message.contains("10.0.1.99"), message);
            assertTrue(message.contains("o subject alternative names"), message);
        }
    }

    private void demandPasswords() throws IOException {
        etcd.control("user", "add", "root:root");
        etcd.control("user", "grant-role", "root", "root");
        etcd.control("user", "add", "stranger:pw");
        etcd.control("user", "add", "patroni:p:w ü");
        etcd.control("role", "add", "patroni");
        etcd.control("role", "grant-permission", "patroni", "--prefix=true", "read", "/service/demo/");
        etcd.control("user", "grant-role", "patroni", "patroni");
        etcd.control("auth", "enable");
    }

    private DcsReading read() throws RemoteException {
        return read(Optional.empty());
    }

    private DcsReading read(Optional<Login> login) throws RemoteException {
        return direct(Duration.ofSeconds(20)).read(cluster("http", etcd.client()), login);
    }

    private String refusal(Optional<Login> login) {
        return Wording.of(assertThrows(
                        RejectedException.class,
                        () -> direct(Duration.ofSeconds(20)).read(cluster("http", etcd.client()), login))
                .reason());
    }

    private static EtcdDcsReader direct(Duration timeout) {
        return new EtcdDcsReader(
                new EtcdSettings(EtcdSettings.Via.DIRECT, timeout, Optional.empty()), new FakeTunnels());
    }

    private static ClusterDefinition cluster(String protocol, HostPort... hosts) {
        return demo(
                new EtcdEndpoints(Api.V3, protocol, Arrays.asList(hosts), Optional.empty()),
                node("pg1", "10.0.1.11"),
                node("pg2", "10.0.1.12"));
    }

    private static Optional<Login> login(String user, String password) {
        return Optional.of(new Login(user, new Secret(password)));
    }
}
