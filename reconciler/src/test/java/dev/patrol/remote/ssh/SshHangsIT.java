package dev.patrol.remote.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.address.HostPort;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.lab.Lab;
import dev.patrol.remote.NodeControl.Member;
import dev.patrol.remote.NodeReading;
import dev.patrol.remote.NodeTunnels.Tunnel;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.UnreachableException;
import dev.patrol.remote.node.ScriptNodeControl;
import dev.patrol.remote.node.ScriptNodeReader;
import dev.patrol.view.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Machines, networks and commands that freeze, break and come back; and tunnels. The limit for a read is 6 s here. */
@Tag("apart")
@Timeout(60)
final class SshHangsIT {
    private static Lab lab;
    private static Nodes nodes;

    private SshConnections connections;

    @BeforeAll
    static void boot() {
        lab = Lab.up("hangs", "10.77.42", "--nodes", "2");
        nodes = new Nodes(lab);
    }

    @AfterAll
    static void down() {
        lab.close();
    }

    @BeforeEach
    void connect() {
        connections = new SshConnections(nodes.settings());
    }

    @AfterEach
    void disconnect() {
        connections.close();
    }

    @Test
    void aFrozenSshdEndsAtTheLimitAndComesBack() throws Exception {
        read("pg1");
        lab.shell("pg1", "pkill -STOP -u patrol sshd");
        try {
            assertEndsWithin(Duration.ofSeconds(8), "no answer within 6 s", () -> read("pg1"));
        } finally {
            lab.shell("pg1", "pkill -CONT -u patrol sshd");
        }
        read("pg1");
    }

    @Test
    void aFrozenSshdEndsConnectingToo() {
        lab.shell("pg1", "pkill -STOP -o sshd");
        try {
            assertEndsWithin(Duration.ofSeconds(8), "no answer within", () -> read("pg1"));
        } finally {
            lab.shell("pg1", "pkill -CONT -o sshd");
        }
    }

    @Test
    void aCommandThatHangsEndsAtTheLimitAndLeavesNothingBehind() throws Exception {
        lab.shell("pg1", "printf '#!/bin/sh\\nexec sleep 9\\n' >/usr/local/sbin/systemctl");
        lab.shell("pg1", "chmod 755 /usr/local/sbin/systemctl");
        try {
            assertEndsWithin(Duration.ofSeconds(8), "no answer within 6 s", () -> read("pg1"));
        } finally {
            lab.shell("pg1", "rm /usr/local/sbin/systemctl");
        }
        read("pg1");
        connections.close();
        Lab.await(
                "no script is left",
                Duration.ofSeconds(15),
                () -> lab.shell("pg1", "pgrep -cf 'eva[l] .*head' || :").strip().equals("0"));
    }

    @Test
    void aRestartThatHangsIsStoppedOnTheNode() {
        lab.shell("pg2", "printf '#!/bin/sh\\nexec sleep 60\\n' >/usr/local/bin/patronictl");
        lab.shell("pg2", "chmod 755 /usr/local/bin/patronictl");
        try {
            Duration limit = Duration.ofSeconds(2);
            RejectedException late = assertThrows(
                    RejectedException.class,
                    () -> new ScriptNodeControl(connections)
                            .restart(nodes.node("pg2"), new Member("main", "pg2"), limit));

            assertEquals(
                    "'patronictl restart' did not finish within 2 s and was stopped; look at the node",
                    Wording.of(late.reason()));
            assertEquals("0", lab.shell("pg2", "pgrep -c patronictl || :").strip());
        } finally {
            lab.shell("pg2", "rm /usr/local/bin/patronictl");
        }
    }

    @Test
    void aCutCableEndsAtTheLimitAndMended() throws Exception {
        read("pg1");
        read("pg2");
        lab.cut("pg1");
        try {
            assertEndsWithin(Duration.ofSeconds(8), "no answer within 6 s", () -> read("pg1"));
            assertEndsWithin(Duration.ofSeconds(8), "no ", () -> read("pg1"));
            read("pg2");
        } finally {
            lab.join("pg1");
        }
        Lab.await("pg1 answers", Duration.ofSeconds(10), () -> answers("pg1"));
    }

    @Test
    void aConnectionThatDiedIsReplacedUnnoticed() throws Exception {
        read("pg1");
        lab.shell("pg1", "pkill -KILL -u patrol sshd");

        read("pg1");
    }

    @Test
    void aScriptThatDiedIsReplacedUnnoticed() throws Exception {
        read("pg1");
        lab.shell("pg1", "pkill -KILL -f 'eva[l] .*head'");

        Lab.await("a new script answers", Duration.ofSeconds(5), () -> answers("pg1"));
    }

    @Test
    void aJumpHostThatDiedIsReplacedUnnoticed() throws Exception {
        try (SshConnections jumping = new SshConnections(nodes.through("pg2"))) {
            ScriptNodeReader reader = new ScriptNodeReader(jumping);
            reader.read(nodes.node("pg1"));
            lab.shell("pg2", "pkill -KILL -u nosudo sshd");

            reader.read(nodes.node("pg1"));
        }
    }

    @Test
    void aFrozenJumpHostEndsAtTheLimit() throws Exception {
        try (SshConnections jumping = new SshConnections(nodes.through("pg2"))) {
            ScriptNodeReader reader = new ScriptNodeReader(jumping);
            reader.read(nodes.node("pg1"));
            lab.shell("pg2", "pkill -STOP -u nosudo sshd");
            try {
                assertEndsWithin(Duration.ofSeconds(8), "no answer within 6 s", () -> reader.read(nodes.node("pg1")));
            } finally {
                lab.shell("pg2", "pkill -CONT -u nosudo sshd");
            }
        }
    }

    @Test
    void manyReadsOfOneNodeAtOnceAreFine() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            List<Future<NodeReading>> readings = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                readings.add(pool.submit(() -> read("pg1")));
            }
            for (Future<NodeReading> reading : readings) {
                assertEquals(2, reading.get().units().size());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aTunnelReachesAPortThatOnlyTheNodeCanReach() throws Exception {
        lab.shell("pg1", "mkdir -p /srv/www; seq 200000 >/srv/www/numbers");
        lab.shell("pg1", "systemd-run -q -u www python3 -m http.server -d /srv/www -b 127.0.0.1 8088");
        try {
            HostPort target = new HostPort("127.0.0.1", 8088);
            Lab.await("the web server answers", Duration.ofSeconds(10), () -> canOpen(target));
            try (Tunnel tunnel = new SshTunnels(connections).open(nodes.node("pg1"), target)) {
                assertEquals(1_288_895, sizeOf("http://" + tunnel.local() + "/numbers"));
                assertEquals(1_288_895, sizeOf("http://" + tunnel.local() + "/numbers"));
            }
            read("pg1");
        } finally {
            lab.shell("pg1", "systemctl stop www");
        }
    }

    @Test
    void aClosedTunnelListensNoMore() throws Exception {
        HostPort sshd = new HostPort("127.0.0.1", 22);
        Tunnel tunnel = new SshTunnels(connections).open(nodes.node("pg1"), sshd);
        HostPort local = tunnel.local();
        Socket open = new Socket(local.host(), local.port());
        assertEquals('S', open.getInputStream().read());

        tunnel.close();

        assertEnds(open);
        // The kernel listens until the thread in accept() has woken up. What gets in meanwhile is never carried.
        Lab.await("the port is closed", Duration.ofSeconds(5), () -> isRefused(local));
    }

    @Test
    void aTunnelThatCannotBeOpenedSaysWhy() throws Exception {
        SshTunnels tunnels = new SshTunnels(connections);
        NodeDefinition node = nodes.node("pg2");
        String nothing = Wording.of(assertThrows(
                        UnreachableException.class, () -> tunnels.open(node, new HostPort("127.0.0.1", 9)))
                .reason());
        assertTrue(nothing.startsWith("patrol@10.77.42.12:22: nothing answers at 127.0.0.1:9 there"), nothing);

        connections.close();
        nodes.sshd("pg2", "AllowTcpForwarding no");
        try (SshConnections fresh = new SshConnections(nodes.settings())) {
            String forbidden = Wording.of(assertThrows(
                            UnreachableException.class,
                            () -> new SshTunnels(fresh).open(node, new HostPort("127.0.0.1", 22)))
                    .reason());
            assertTrue(forbidden.contains("AllowTcpForwarding"), forbidden);
        } finally {
            nodes.sshd("pg2", "");
        }
    }

    private NodeReading read(String node) throws RemoteException {
        return new ScriptNodeReader(connections).read(nodes.node(node));
    }

    private boolean answers(String node) {
        try {
            read(node);
            return true;
        } catch (RemoteException e) {
            return false;
        }
    }

    private static int sizeOf(String url) throws IOException {
        try (InputStream in = URI.create(url).toURL().openStream()) {
            return in.readAllBytes().length;
        }
    }

    private boolean canOpen(HostPort target) {
        try (Tunnel tunnel = new SshTunnels(connections).open(nodes.node("pg1"), target)) {
            return tunnel.local().port() > 0;
        } catch (UnreachableException e) {
            return false;
        }
    }

    private static boolean isRefused(HostPort local) {
        try (Socket late = new Socket(local.host(), local.port())) {
            late.setSoTimeout(5_000);
            assertEquals(-1, late.getInputStream().read(), "an answer of sshd");
            return false;
        } catch (ConnectException refused) {
            return true;
        } catch (SocketException reset) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertEnds(Socket socket) throws IOException {
        socket.setSoTimeout(5_000);
        try (socket) {
            socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            assertTrue(reset.getMessage().contains("reset"), reset.getMessage());
        }
    }

    private static void assertEndsWithin(Duration limit, String why, Asking asking) {
        long start = System.nanoTime();
        UnreachableException end = assertThrows(UnreachableException.class, asking::ask);
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertTrue(Wording.of(end.reason()).contains(why), Wording.of(end.reason()));
        assertTrue(took.compareTo(limit) < 0, () -> "took " + took);
    }

    private interface Asking {
        void ask() throws RemoteException;
    }
}
