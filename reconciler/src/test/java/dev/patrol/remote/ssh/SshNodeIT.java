package dev.patrol.remote.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.lab.Lab;
import dev.patrol.remote.FileEdit;
import dev.patrol.remote.NodeControl.Member;
import dev.patrol.remote.NodeReading;
import dev.patrol.remote.NodeReading.ConfigFile;
import dev.patrol.remote.NodeReading.DataDirectory.Kind;
import dev.patrol.remote.NodeReading.FileText;
import dev.patrol.remote.NodeReading.UnitState;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.Unread;
import dev.patrol.remote.ValidationReport;
import dev.patrol.remote.node.ScriptNodeControl;
import dev.patrol.remote.node.ScriptNodeReader;
import dev.patrol.view.Wording;
import dev.patrol.yaml.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every verb against a real node: systemd, Patroni, PostgreSQL and etcd answer. */
@Tag("apart")
@Timeout(120)
final class SshNodeIT {
    private static Lab lab;
    private static Nodes nodes;

    private SshConnections connections;
    private ScriptNodeControl control;
    private NodeDefinition pg1;
    private String patroni;
    private String postgresql;

    @BeforeAll
    static void boot() {
        lab = Lab.up("verbs", "10.77.41", "--nodes", "1");
        nodes = new Nodes(lab);
    }

    @AfterAll
    static void down() {
        lab.close();
    }

    @BeforeEach
    void freshNode() {
        lab.reset("--all");
        connections = new SshConnections(nodes.settings());
        control = new ScriptNodeControl(connections);
        pg1 = nodes.node("pg1");
        patroni = pg1.layout().units().patroni();
        postgresql = pg1.layout().units().postgresql();
    }

    @AfterEach
    void disconnect() {
        connections.close();
    }

    @Test
    void aNodeBecomesAMemberAndIsRestarted() throws Exception {
        FileEdit first = new FileEdit(config(100), Optional.empty());
        assertOnlyFalseAlarms(control.stage(pg1, first));
        control.commit(pg1, first);
        control.disableNative(pg1);
        control.startPatroni(pg1);
        Lab.await("pg1 leads", Duration.ofSeconds(60), () -> rest("/config").contains("loop_wait"));

        NodeReading running = read();
        assertEquals(
                Optional.of(new ConfigFile(
                        FileText.of(first.text().reveal()),
                        "600",
                        "postgres:postgres",
                        running.configFile().orElseThrow().times())),
                running.configFile());
        assertEquals(new UnitState("active", "enabled"), running.units().get(patroni));
        assertEquals(Kind.INITIALISED, running.dataDirectory().kind());
        assertEquals("in production", running.dataDirectory().controlData().get("Database cluster state"));
        assertEquals(Set.of("/patroni", "/cluster", "/config"), running.rest().keySet());
        assertEquals(200, running.rest().get("/config").status());
        assertEquals(Optional.empty(), running.restFailure());

        FileEdit second = new FileEdit(config(101), Optional.of(first.text()));
        assertOnlyFalseAlarms(control.stage(pg1, second));
        control.commit(pg1, second);
        control.commit(pg1, second);
        assertEquals(first.text().reveal(), lab.shell("pg1", "cat /etc/patroni/*.previous"));
        lab.shell("pg1", "curl -sf -u admin:admin -d '' http://10.77.41.11:8008/reload");
        Lab.await(
                "a restart is pending",
                Duration.ofSeconds(30),
                () -> rest("/patroni").contains("pending_restart"));

        String said = control.restart(pg1, new Member("main", "pg1"), Duration.ofSeconds(60));

        assertTrue(said.contains("Success: restart on member pg1"), said);
        Lab.await(
                "it runs again", Duration.ofSeconds(30), () -> rest("/patroni").contains("\"running\""));
        assertTrue(!rest("/patroni").contains("pending_restart"), rest("/patroni"));
    }

    @Test
    void whatElseListensInPatronisPlaceIsNoMember() throws Exception {
        lab.shell("pg1", "systemd-run --quiet --unit=other python3 -m http.server 8008");
        lab.shell("pg1", "until curl -s http://10.77.41.11:8008 >/dev/null; do sleep 0.1; done");

        NodeReading reading = read();
        lab.shell("pg1", "systemctl stop other");

        assertEquals(Map.of(), reading.rest());
        assertEquals(Optional.empty(), reading.restUrl());
        assertTrue(Wording.of(reading.restFailure().orElseThrow()).contains("404"), reading.restFailure()::toString);
    }

    @Test
    void aFileThatPatroniRejectsIsReportedAndCanBeDiscarded() throws Exception {
        FileEdit broken = new FileEdit(new Secret("scope: main\nname: pg1\n"), Optional.empty());

        ValidationReport report = control.stage(pg1, broken);
        control.discard(pg1);

        assertEquals(1, report.exitStatus());
        assertTrue(report.lines().stream().anyMatch(line -> line.contains("restapi")), report::toString);
        assertEquals("", lab.shell("pg1", "find /etc/patroni -name '*patrol*'"));
        assertEquals(Optional.empty(), read().configFile());
    }

    @Test
    void aFileThatChangedMeanwhileIsNotReplaced() throws Exception {
        FileEdit edit = new FileEdit(config(100), Optional.empty());
        control.stage(pg1, edit);
        String file = pg1.layout().paths().configFile();
        lab.shell("pg1", "echo by hand >" + file);

        RejectedException refused = assertThrows(RejectedException.class, () -> control.commit(pg1, edit));

        assertEquals("somebody has changed '" + file + "' since it was read; plan again", Wording.of(refused.reason()));
        assertEquals(
                "by hand\n", read().configFile().orElseThrow().text().text().orElseThrow());
    }

    @Test
    void aFullDiskLeavesTheFileAsItWas() throws Exception {
        lab.shell("pg1", "mount -t tmpfs -o size=4k,mode=755 none /etc/patroni; chown postgres /etc/patroni");
        lab.shell("pg1", "echo 'scope: old' >" + pg1.layout().paths().configFile());
        FileEdit edit = new FileEdit(config(100), Optional.of(new Secret("scope: old\n")));

        RejectedException refused = assertThrows(RejectedException.class, () -> control.stage(pg1, edit));

        assertTrue(Wording.of(refused.reason()).contains("No space left on device"), Wording.of(refused.reason()));
        assertEquals(
                "scope: old\n", read().configFile().orElseThrow().text().text().orElseThrow());
    }

    @Test
    void aConfigThatIsNotUtf8IsUnknownNotEmpty() throws Exception {
        lab.shell("pg1", "printf 'scope: gr\\374n\\n' >" + pg1.layout().paths().configFile());

        FileText text = read().configFile().orElseThrow().text();

        assertEquals(Optional.empty(), text.text());
        assertTrue(text.unread().orElseThrow().is(Unread.FILE_NOT_UTF8), text::toString);
    }

    @Test
    void withoutSudoAFileThatMayNotBeSeenIsUnknownNotAbsent() {
        lab.shell("pg1", "mkdir -p -m 700 /etc/patroni; chmod 700 /etc/patroni; chown root /etc/patroni");
        SshSettings usual = nodes.settings();
        SshSettings asMyself = new SshSettings(
                "nosudo",
                usual.identity(),
                usual.knownHosts(),
                usual.jumpHost(),
                SshSettings.Become.NONE,
                usual.limits());

        try (SshConnections own = new SshConnections(asMyself)) {
            RejectedException unknown =
                    assertThrows(RejectedException.class, () -> new ScriptNodeReader(own).read(pg1));
            assertEquals(
                    "the node says: /etc/patroni: Permission denied; check the layout's paths, and ssh.become",
                    Wording.of(unknown.reason()));
        }
    }

    @Test
    void debiansOwnClusterIsKeptFromStartingAtBootButGoesOnRunning() throws Exception {
        String version = lab.postgresqlVersion();
        lab.shell("pg1", "pg_createcluster --start " + version + " main; systemctl daemon-reload");
        assertEquals(new UnitState("active", "enabled-runtime"), read().units().get(postgresql));

        control.disableNative(pg1);
        control.disableNative(pg1);

        assertEquals(new UnitState("active", "masked"), read().units().get(postgresql));
        assertEquals(Kind.INITIALISED, read().dataDirectory().kind());
    }

    @Test
    void aUnitThatDoesNotExistIsTold() throws Exception {
        lab.shell("pg1", "mv /usr/lib/systemd/system/patroni@.service /root/; systemctl daemon-reload");

        assertEquals(UnitState.NOT_FOUND, read().units().get(patroni));
        RejectedException refused = assertThrows(RejectedException.class, () -> control.startPatroni(pg1));
        assertTrue(Wording.of(refused.reason()).contains("does not exist"), Wording.of(refused.reason()));
    }

    @Test
    void aMissingPatroniIsTold() {
        lab.shell("pg1", "mv /usr/bin/patroni /root/");
        FileEdit edit = new FileEdit(config(100), Optional.empty());

        RejectedException refused = assertThrows(RejectedException.class, () -> control.stage(pg1, edit));

        assertTrue(Wording.of(refused.reason()).contains("could not be run"), Wording.of(refused.reason()));
        assertTrue(Wording.of(refused.reason()).contains("check the layout's paths"), Wording.of(refused.reason()));
    }

    private NodeReading read() throws RemoteException {
        return new ScriptNodeReader(connections).read(pg1);
    }

    private String rest(String path) {
        try {
            return Optional.ofNullable(read().rest().get(path))
                    .map(NodeReading.RestAnswer::body)
                    .orElse("");
        } catch (RemoteException e) {
            return "";
        }
    }

    /** Patroni 3.0 takes its own running ports for a mistake. */
    private static void assertOnlyFalseAlarms(ValidationReport report) {
        assertTrue(
                report.lines().stream().allMatch(line -> line.contains("already in use") || line.isBlank()),
                report::toString);
    }

    private Secret config(int connections) {
        String version = lab.postgresqlVersion();
        return new Secret("""
                scope: main
                name: pg1
                restapi:
                  listen: 10.77.41.11:8008
                  connect_address: 10.77.41.11:8008
                  authentication: {username: admin, password: 'admin'}
                etcd3:
                  hosts: ['10.77.41.11:2379']
                bootstrap:
                  dcs:
                    loop_wait: 2
                    retry_timeout: 3
                  initdb: [{encoding: UTF8}]
                  pg_hba: ['local all all peer', 'host all all 10.77.41.0/24 scram-sha-256']
                postgresql:
                  listen: 10.77.41.11:5432
                  connect_address: 10.77.41.11:5432
                  data_dir: /var/lib/postgresql/%s/main
                  bin_dir: /usr/lib/postgresql/%s/bin
                  pgpass: /var/lib/postgresql/.pgpass
                  authentication:
                    superuser: {username: postgres, password: 'it''s $(hunter2) "'}
                    replication: {username: replicator, password: 'x'}
                    rewind: {username: rewind, password: 'x'}
                  parameters: {superuser_reserved_connections: 3, shared_buffers: %dMB}
                """.formatted(version, version, connections));
    }
}
