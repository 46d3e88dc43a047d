package dev.patrol.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.calendar.CronText;
import dev.patrol.calendar.CronTimes;
import dev.patrol.calendar.Window;
import dev.patrol.calendar.Windows;
import dev.patrol.definition.Policy;
import dev.patrol.definition.RestartPolicy;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
    private static Policy policy(String rest) {
        return Definitions.cluster(rest).policy();
    }

    @Test
    void withoutAWordMembersRestartInPlaceAtAnyTime() {
        assertEquals(Policy.DEFAULT, policy(""));
    }

    @Test
    void howMembersRestartIsRead() {
        assertEquals(
                new RestartPolicy(
                        RestartPolicy.Leader.SWITCHOVER, RestartPolicy.Replicas.ANY_TIME, OptionalLong.of(2L << 20)),
                policy("restarts: {leader: switchover, replicas: any_time, maximum_lag: 2MB}\n")
                        .restarts());
    }

    @Test
    void windowsAreRead() {
        Windows windows = policy("""
                maintenance:
                  time_zone: Europe/Berlin
                  allow: [{schedule: "0 2 * * sat", duration: 4h}]
                  deny: [{schedule: "0 0 20 12 *", duration: 14d}]
                """).maintenance().windows();

        assertEquals(
                new Windows(
                        ZoneId.of("Europe/Berlin"),
                        List.of(new Window(CronText.parse("0 2 * * sat"), Duration.ofHours(4))),
                        List.of(new Window(CronText.parse("0 0 20 12 *"), Duration.ofDays(14)))),
                windows);
    }

    @ParameterizedTest
    @ValueSource(ints = {1970, 2001, 2025, 2026, 2027, 2099})
    void aWindowOfOneYearIsReadWhetherItIsToComeOrOver(int year) {
        String text = "{schedule: \"0 0 2 ? * SAT " + year + "\", duration: 4h}";

        Windows windows = policy("maintenance: {allow: [" + text + "], deny: [" + text.replace("4h", "1h") + "]}\n")
                .maintenance()
                .windows();

        CronTimes saturdays = new CronTimes("0 0 2 ? * SAT " + year);
        assertEquals(List.of(new Window(saturdays, Duration.ofHours(4))), windows.allow());
        assertEquals(List.of(new Window(saturdays, Duration.ofHours(1))), windows.deny());
    }

    @Test
    void aClustersWindowsReplaceThoseOfTheFleet() {
        String fleet = Definitions.FLEET
                + "maintenance: {time_zone: Asia/Tokyo, allow: [{schedule: '0 2 * * *', duration: 1h}]}\n";
        Map<String, String> own = Map.of(
                "clusters/pay.yaml",
                "cluster: pay\nmaintenance: {allow: [{schedule: '0 4 * * *', duration: 90min}]}\n" + Definitions.NODES);

        Windows windows = Definitions.readAll(fleet, own)
                .clusters()
                .get(0)
                .policy()
                .maintenance()
                .windows();

        assertEquals(
                new Windows(
                        ZoneId.of("Asia/Tokyo"),
                        List.of(new Window(CronText.parse("0 4 * * *"), Duration.ofMinutes(90))),
                        List.of()),
                windows);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            restarts: {leader: failover}                    | 2:20: 'restarts.leader' must be one of in_place, switchover, found the text 'failover'
            restarts: {maximum_lag: 16}                     | 2:25: 'restarts.maximum_lag' must be a size: a number and B, kB, MB or GB, such as 512kB or 16MB, found the number 16
            maintenance: {time_zone: Europe/Berlln}         | 2:26: 'Europe/Berlln' is no time zone; did you mean 'Europe/Berlin'?; write a name such as Europe/Berlin, or UTC
            maintenance: {allow: [{schedule: "0 2 * *", duration: 1h}]}    | 2:34: a maintenance window opens at no such time: '0 2 * *' is no cron expression: it has 4 fields; a crontab has five: minute hour day-of-month month day-of-week
            maintenance: {allow: [{schedule: "0 2 * * *", duration: 1 h}]} | 2:57: 'maintenance.allow.duration' must be a time: a number and s, min, h or d, such as 90s, 5min or 4h, found the text '1 h'
            maintenance: {allow: [{schedule: "0 2 * * *", duration: 1h}], deny: [{schedule: "0 0 * * *", duration: 1d}]} | 2:22: the maintenance windows never open: 'maintenance.deny' forbids all that 'maintenance.allow' names; take one of them back
            """)
    void aMistakeSaysWhereAndWhat(String text, String problem) {
        assertEquals(List.of("clusters/pay.yaml:" + problem), Definitions.problems(text + "\n"));
    }

    // What remains of each would be refused by the list, and the advice would be for a connection that nobody wants.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {user: app, database: orders, address: 10.0.0.0/33}         | 2:54: 'connections.address' must be an IPv4 or IPv6 address, a network such as 10.0.0.0/8, or a host name, found the text '10.0.0.0/33'
            {user: app, database: orders, adress: 10.0.0.0/8}           | 2:45: unknown key 'adress' in entry 1 of 'connections'; did you mean 'address'?
            {user: app, database: orders, ssl: yess}                    | 2:50: 'connections.ssl' must be true or false, found the text 'yess'
            {user: app, address: 10.0.0.0/8}                            | 2:15: 'database' is missing in entry 1 of 'connections'; it is the name of a database: letters, digits and _ . $ -, 63 at most
            """)
    void aConnectionThatIsNotReadWholeAsksForNothing(String entry, String problem) {
        assertEquals(List.of("clusters/pay.yaml:" + problem), Definitions.problems("connections: [" + entry + "]\n"));
    }

    @Test
    void aConnectionBesideABrokenOneIsStillJudged() {
        List<String> problems = Definitions.problems(
                "connections: [{user: app, database: orders, address: 10.0.0.0/33}, {user: web, database: shop}]\n");

        assertEquals(2, problems.size(), problems::toString);
        assertTrue(
                problems.get(1).contains("shuts out 'web' to database 'shop' through the socket"), problems::toString);
    }
}
