package dev.patrol.observe;

import static dev.patrol.testing.Wanted.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.parameters.NewValue;
import dev.patrol.parameters.Setting;
import dev.patrol.parameters.Setting.Context;
import dev.patrol.parameters.SettingsCatalog;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.Unread;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.testing.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerInquiryTest {
    private static final Optional<String> MONDAY = Optional.of("Monday");

    private final Wanted pay = wanted("pay", "pay-1");
    private final NodeDefinition node = pay.definition().firstNode();
    private final SimulatedCluster cluster = SimulatedCluster.running(pay);
    private final ServerInquiry inquiry = new ServerInquiry(cluster);

    @Test
    void aRealServersListIsReadWhole() throws RemoteException {
        SettingsCatalog catalog = inquiry.catalog(node, MONDAY);

        Setting buffers = catalog.find("shared_buffers").orElseThrow();
        assertEquals("17.12 (Debian 17.12-0+deb13u1)", catalog.version());
        assertEquals(381, catalog.all().size());
        assertEquals(Context.POSTMASTER, buffers.context());
        assertEquals(
                new Setting.Range(Optional.of("8kB"), Optional.of("16"), Optional.of("1073741823")), buffers.range());
        assertEquals(
                List.of("minimal", "replica", "logical"),
                catalog.find("wal_level").orElseThrow().enumValues());
    }

    // initdb sets max_wal_size in what becomes postgresql.base.conf; shared_preload_libraries has its built-in value.
    @Test
    void theValueBelowPatronisIsThatOfTheBaseConfigurationOrTheBuiltInOne() throws RemoteException {
        SettingsCatalog catalog = inquiry.catalog(node, MONDAY);

        assertEquals(
                Optional.of("1GB"), catalog.find("max_wal_size").orElseThrow().fallback());
        assertEquals(
                Optional.of(""),
                catalog.find("shared_preload_libraries").orElseThrow().fallback());
        assertEquals(
                Optional.of("16777216"),
                catalog.find("wal_segment_size").orElseThrow().fallback());
    }

    @Test
    void aServerIsAskedOnceUntilItIsStartedAnew() throws RemoteException {
        SettingsCatalog first = inquiry.catalog(node, MONDAY);

        assertSame(first, inquiry.catalog(node, MONDAY));
        assertNotSame(first, inquiry.catalog(node, Optional.of("Tuesday")));
        assertNotSame(first, inquiry.catalog(node, Optional.empty()), "nobody knows whether it was started anew");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"settings\": 3}"})
    void aListThatCannotBeReadIsNoList(String json) {
        cluster.parameters = Optional.of(json);

        assertThrows(RejectedException.class, () -> inquiry.catalog(node, MONDAY));
    }

    @Test
    void rowsThatNoPostgresHasArePassedOver() throws RemoteException {
        cluster.parameters = Optional.of(
                "{\"settings\": [1, {\"name\": \"a\"}, {\"name\": \"b\", \"context\": \"user\", \"vartype\": \"bool\"}]}");

        assertEquals(1, inquiry.catalog(node, MONDAY).all().size());
    }

    @Test
    void newValuesAreTriedQuotedAsPatroniQuotesThem() throws RemoteException {
        inquiry.objections(node, Set.of(new NewValue("archive_command", "cp '%p' \\ x")));

        assertEquals(List.of("archive_command = 'cp ''%p'' \\\\ x'\n"), cluster.tried);
    }

    @Test
    void whatPostgresSaysBelongsToTheParameterThatItNames() throws RemoteException {
        String now = "2026-11-25 07:23:58.750 GMT [106] ";
        cluster.complaints = List.of(
                now + "LOG:  invalid value for parameter \"TimeZone\": \"Banana\"",
                now + "LOG:  invalid value for parameter \"synchronous_standby_names\": \"3 (\"",
                now + "DETAIL:  syntax error at end of input",
                now + "LOG:  1000000000 is outside the valid range for parameter \"max_connections\" (1 .. 262143)",
                now + "FATAL:  configuration file \"/proc/self/fd/3\" contains errors");

        Map<NewValue, String> objections = inquiry.objections(
                node,
                Set.of(
                        new NewValue("TimeZone", "Banana"),
                        new NewValue("synchronous_standby_names", "3 ("),
                        new NewValue("work_mem", "4MB")));

        assertEquals(
                Map.of(
                        new NewValue("TimeZone", "Banana"),
                        "PostgreSQL says: invalid value for parameter \"TimeZone\": \"Banana\"",
                        new NewValue("synchronous_standby_names", "3 ("),
                        "PostgreSQL says: invalid value for parameter \"synchronous_standby_names\": \"3 (\": syntax error at"
                                + " end of input"),
                objections);
    }

    @Test
    void eachOfTwoValuesOfAParameterIsTried() throws RemoteException {
        inquiry.objections(
                node, Set.of(new NewValue("log_timezone", "Mars/Base"), new NewValue("log_timezone", "UTC")));

        assertEquals(
                List.of("log_timezone = 'Mars/Base'\n", "log_timezone = 'UTC'\n"),
                cluster.tried.stream().sorted().toList());
    }

    @Test
    void anEndThatNamesNoParameterProvesNothing() {
        cluster.complaints = List.of("postgres: could not access the server configuration file");

        RejectedException unknown = assertThrows(
                RejectedException.class, () -> inquiry.objections(node, Set.of(new NewValue("work_mem", "4MB"))));

        assertTrue(unknown.reason().is(Unread.CHECK_MALFORMED), unknown::toString);
    }
}
