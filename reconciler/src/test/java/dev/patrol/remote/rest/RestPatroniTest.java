package dev.patrol.remote.rest;

import static dev.patrol.remote.SampleClusters.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.address.HostPort;
import dev.patrol.definition.Login;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.RestEndpoint;
import dev.patrol.remote.FakeTunnels;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.TestCertificate;
import dev.patrol.remote.UnreachableException;
import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import dev.patrol.view.Wording;
import dev.patrol.yaml.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestPatroniTest {
    private static final HostPort REST = new HostPort("10.0.1.11", 8008);
    private static final List<Login> LOGIN = List.of(new Login("patrol", new Secret("grüße:s3cret")));

    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private FakeTunnels tunnels;

    @BeforeEach
    void start() throws Exception {
        server.start();
        tunnels = new FakeTunnels().leading(REST, new HostPort("127.0.0.1", server.getPort()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void patchSendsExactlyTheGivenKeysAndReturnsWhatResults() throws Exception {
        answer(200, "{\"ttl\": 30, \"postgresql\": {\"parameters\": {\"max_connections\": 200}}}");
        ConfigTree patch = ConfigTree.EMPTY.with(KeyPath.of("synchronous_mode"), null);

        ConfigTree result = viaSsh().patchConfig(pg1("http"), LOGIN, patch);

        assertEquals(
                ConfigTree.of(Map.of("ttl", 30L, "postgresql", Map.of("parameters", Map.of("max_connections", 200L)))),
                result);
        RecordedRequest request = server.takeRequest();
        assertEquals("PATCH /config HTTP/1.1", request.getRequestLine());
        assertEquals("{\"synchronous_mode\":null}", request.getBody().utf8());
        assertEquals("application/json", request.getHeaders().get("Content-Type"));
        assertEquals("close", request.getHeaders().get("Connection"));
        assertEquals(0, tunnels.stillOpen());
    }

    @Test
    void passwordGoesWithTheFirstRequest() throws Exception {
        answer(202, "reload scheduled");

        viaSsh().reload(pg1("http"), LOGIN);

        RecordedRequest request = server.takeRequest();
        assertEquals("POST /reload HTTP/1.1", request.getRequestLine());
        assertEquals("0", request.getHeaders().get("Content-Length"));
        assertEquals("Basic cGF0cm9sOmdyw7zDn2U6czNjcmV0", request.getHeaders().get("Authorization"));
    }

    @Test
    void aLoginThatPatroniDoesNotKnowIsFollowedByTheNext() throws Exception {
        answer(401, "not authenticated");
        answer(202, "reload scheduled");

        viaSsh().reload(pg1("http"), List.of(new Login("patrol", new Secret("old")), LOGIN.get(0)));

        server.takeRequest();
        assertEquals(
                "Basic cGF0cm9sOmdyw7zDn2U6czNjcmV0",
                server.takeRequest().getHeaders().get("Authorization"));
    }

    @Test
    void withoutLoginNothingIsClaimed() throws Exception {
        answer(200, "");

        viaSsh().reload(pg1("http"), List.of());

        assertTrue(server.takeRequest().getHeaders().values("Authorization").isEmpty());
    }

    @Test
    void conflictIsTriedAgain() throws Exception {
        answer(409, "");
        answer(409, "");
        answer(200, "{\"ttl\": 40}");

        assertEquals(
                ConfigTree.of(Map.of("ttl", 40L)),
                viaSsh().patchConfig(pg1("http"), LOGIN, ConfigTree.of(Map.of("ttl", 40))));
    }

    @Test
    void conflictThatDoesNotEndIsRejected() {
        answer(409, "");
        answer(409, "");
        answer(409, "");

        String message = patchRejection();

        assertTrue(message.contains("answered 409; somebody else keeps changing"), message);
        assertEquals(3, server.getRequestCount());
    }

    @ParameterizedTest
    @CsvSource({
        "401, not authenticated, restapi.authentication",
        "403, Access is denied, restapi.allowlist",
        "403, client certificate required, restapi.verify_client",
        "502, '', could not reach its DCS",
        "503, '', no dynamic configuration in its DCS",
        "500, oops, log on the node",
        "302, '', log on the node"
    })
    void refusalSaysWhatWhyAndTheWayOut(int status, String body, String wayOut) {
        answer(status, body);

        String message = patchRejection();

        assertTrue(message.contains("answered " + status), message);
        assertTrue(message.contains(body), message);
        assertTrue(message.contains(wayOut), message);
        assertFalse(message.contains("s3cret"), message);
    }

    @Test
    void pageOfHtmlIsNotQuoted() {
        answer(501, "<!DOCTYPE HTML>\n<html>");

        assertFalse(patchRejection().contains("<"));
    }

    @Test
    void answerThatIsNoJsonIsRejected() {
        answer(200, "ok");

        assertTrue(patchRejection().contains("the answer to /config is not what Patroni sends"));
    }

    @Test
    void silenceEndsAtTheTimeout() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        RestPatroni patroni = new RestPatroni(settings(RestSettings.Via.SSH, Duration.ofMillis(300)), tunnels);

        String message = unreachable(patroni, pg1("http"));

        assertEquals("http://10.0.1.11:8008 did not answer within" + " 300 ms", message);
        assertEquals(0, tunnels.stillOpen());
    }

    @Test
    void nobodyListeningIsUnreachable() {
        server.close();

        assertTrue(unreachable(viaSsh(), pg1("http")).contains("does not accept connections"));
    }

    @Test
    void nodeWithoutSshIsUnreachable() {
        tunnels.nodeDown("pg1");

        assertTrue(unreachable(viaSsh(), pg1("http")).contains("cannot connect to node 'pg1'"));
    }

    @Test
    void directlyGoesToTheNodesAddressAndRestsPort() throws Exception {
        answer(202, "");
        NodeDefinition node =
                node("pg1", "localhost", new RestEndpoint("http", new HostPort("10.9.9.9", server.getPort())));

        direct(Optional.empty()).reload(node, LOGIN);

        assertEquals(1, server.getRequestCount());
        assertTrue(tunnels.opened().isEmpty());
    }

    @Test
    void throughSshAnyCertificateWillDo() throws Exception {
        server.useHttps(TestCertificate.forNames(folder, "dns:elsewhere").serverSockets());
        answer(202, "");

        viaSsh().reload(pg1("https"), LOGIN);

        assertEquals(1, server.getRequestCount());
    }

    @Test
    void directlyTheCertificateIsVerified() throws Exception {
        TestCertificate right = TestCertificate.forNames(folder, "dns:localhost", "ip:127.0.0.1");
        server.useHttps(right.serverSockets());
        answer(202, "");
        NodeDefinition node =
                node("pg1", "127.0.0.1", new RestEndpoint("https", new HostPort("127.0.0.1", server.getPort())));

        assertTrue(unreachable(direct(Optional.empty()), node).contains("TLS failed"));
        direct(Optional.of(right.certificateFile())).reload(node, LOGIN);
        assertTrue(unreachable(direct(Optional.of(folder.resolve("none.pem"))), node)
                .contains("none.pem"));
    }

    @Test
    void directlyTheNameIsVerified() throws Exception {
        TestCertificate wrong = TestCertificate.forNames(folder, "dns:elsewhere");
        server.useHttps(wrong.serverSockets());
        NodeDefinition node =
                node("pg1", "127.0.0.1", new RestEndpoint("https", new HostPort("127.0.0.1", server.getPort())));

        String message = unreachable(direct(Optional.of(wrong.certificateFile())), node);

        assertTrue(message.contains("TLS failed"), message);
    }

    @Test
    void aSwitchoverNamesLeaderAndCandidate() throws Exception {
        answer(200, "Successfully switched over to \"pg2\"");

        viaSsh().switchover(pg1("http"), LOGIN, "pg2");

        RecordedRequest request = server.takeRequest();
        assertEquals("POST /switchover HTTP/1.1", request.getRequestLine());
        String body = request.getBody().utf8();
        assertTrue(body.contains("\"leader\":\"pg1\""), body);
        assertTrue(body.contains("\"candidate\":\"pg2\""), body);
    }

    @ParameterizedTest
    @CsvSource({
        "412, candidate name does not match with sync_standby, see Patroni's log on both nodes",
        "503, Switchover status unknown, see Patroni's log on both nodes",
        "401, not authenticated, make restapi.authentication"
    })
    void aSwitchoverThatPatroniDoesNotMakeIsRejectedWithItsWords(int status, String words, String wayOut) {
        answer(status, words);

        String message =
                Wording.of(assertThrows(RejectedException.class, () -> viaSsh().switchover(pg1("http"), LOGIN, "pg2"))
                        .reason());

        assertTrue(message.startsWith("Patroni answered " + status + " ('" + words + "'); " + wayOut), message);
    }

    private void answer(int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }

    private String patchRejection() {
        return Wording.of(assertThrows(
                        RejectedException.class,
                        () -> viaSsh().patchConfig(pg1("http"), LOGIN, ConfigTree.of(Map.of("ttl", 40))))
                .reason());
    }

    private static String unreachable(RestPatroni patroni, NodeDefinition node) {
        return Wording.of(assertThrows(UnreachableException.class, () -> patroni.reload(node, LOGIN))
                .reason());
    }

    private static NodeDefinition pg1(String scheme) {
        return node("pg1", "10.0.1.11", new RestEndpoint(scheme, REST));
    }

    private RestPatroni viaSsh() {
        return new RestPatroni(RestSettings.DEFAULTS, tunnels);
    }

    private RestPatroni direct(Optional<Path> caFile) {
        return new RestPatroni(new RestSettings(RestSettings.Via.DIRECT, Duration.ofSeconds(10), caFile), tunnels);
    }

    private static RestSettings settings(RestSettings.Via via, Duration timeout) {
        return new RestSettings(via, timeout, Optional.empty());
    }
}
