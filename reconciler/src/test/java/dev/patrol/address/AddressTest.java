package dev.patrol.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    // Of each kind of address one, and what is nearly one.
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            10.0.0.1             | HOST HOST_MAYBE_PORT USER_HOST_MAYBE_PORT LISTEN LISTEN_LIST NETWORK
            pg-1.example.com     | HOST HOST_MAYBE_PORT USER_HOST_MAYBE_PORT LISTEN LISTEN_LIST NETWORK
            pg_1                 | HOST HOST_MAYBE_PORT USER_HOST_MAYBE_PORT LISTEN LISTEN_LIST NETWORK
            2001:db8::1          | HOST LISTEN LISTEN_LIST NETWORK
            ::                   | HOST LISTEN LISTEN_LIST NETWORK
            ::ffff:10.0.0.1      | HOST LISTEN LISTEN_LIST NETWORK
            *                    | LISTEN LISTEN_LIST
            [2001:db8::1]        | HOST_MAYBE_PORT USER_HOST_MAYBE_PORT
            [2001:db8::1]:2379   | HOST_PORT HOST_MAYBE_PORT USER_HOST_MAYBE_PORT
            pg1:5432             | HOST_PORT HOST_MAYBE_PORT USER_HOST_MAYBE_PORT
            pg1:65535            | HOST_PORT HOST_MAYBE_PORT USER_HOST_MAYBE_PORT
            jump@pg1:22          | USER_HOST_MAYBE_PORT
            jump@[::1]           | USER_HOST_MAYBE_PORT
            10.0.0.1,pg1,::1     | LISTEN_LIST
            10.0.0.0/8           | NETWORK
            2001:db8::/32        | NETWORK
            10.0.0.0/33          | -
            2001:db8::/129       | -
            pg1/8                | -
            10.0.0.300           | -
            10.0.0               | -
            010.0.0.1            | -
            10.0.0.1.            | -
            pg1:65536            | -
            pg1:0                | -
            pg1:                 | -
            :5432                | -
            -pg1                 | -
            pg1,                 | -
            10.0.0.1, pg1        | -
            *,10.0.0.1           | -
            1::2::3              | -
            1:2:3:4:5:6:7        | -
            1:2:3:4:5:6:7:8:9    | -
            12345::              | -
            fe80::1%eth0         | -
            [fe80::1%eth0]:22    | -
            [10.0.0.1]:22        | -
            [pg1]                | -
            a@b@c                | -
            @pg1                 | -
            ''                   | -
            """)
    void eachFormTakesItsOwnAndNothingElse(String text, String forms) {
        List<String> matching = List.of(Address.values()).stream()
                .filter(form -> form.matches(text))
                .map(Address::name)
                .toList();

        assertEquals(forms == null ? List.of() : List.of(forms.split(" ")), matching);
    }

    // Every address is eight groups, or fewer and one '::'; all others of these characters are none.
    @Test
    void whatAnIpv6AddressIsAgreesWithItsDefinition() {
        Random random = new Random(20_261_129);
        int addresses = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(1, 11), 0, 10)
                    .mapToObj(part -> part < 5 ? "db8:" : part < 7 ? "1" : part < 9 ? ":" : "10.0.0.9")
                    .collect(Collectors.joining());

            assertEquals(isIpv6(text), Host.isIpv6(text), text);
            addresses += Host.isIpv6(text) ? 1 : 0;
        }
        assertTrue(addresses > 500, "addresses among the generated texts: " + addresses);
    }

    private static boolean isIpv6(String text) {
        String plain = text.replaceFirst("(?<=^|:)1?10\\.0\\.0\\.91?$", "a:9");
        boolean isCompressed = plain.contains("::");
        String whole = isCompressed ? plain.replaceFirst("::", ":x:") : plain;
        List<String> groups = List.of(
                whole.replaceFirst("^:(?=x)", "").replaceFirst("(?<=x):$", "").split(":", -1));
        boolean areGroups =
                groups.stream().allMatch(Pattern.compile("[0-9a-f]{1,4}|x").asMatchPredicate());
        return areGroups && (isCompressed ? groups.size() <= 8 : groups.size() == 8);
    }

    @ParameterizedTest
    @CsvSource({
        "pg1, pg1, 7",
        "pg1:5432, pg1, 5432",
        "10.0.0.1:22, 10.0.0.1, 22",
        "[::1], ::1, 7",
        "[2001:db8::1]:2379, 2001:db8::1, 2379"
    })
    void readsAHostAndItsPort(String text, String host, int port) {
        HostPort read = HostPort.of(text, 7);

        assertEquals(new HostPort(host, port), read);
        assertEquals(read, HostPort.of(read.toString(), 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "pg1:99999", "pg1:x", "", "[pg1]:22"})
    void refusesWhatIsNoHostAndPort(String text) {
        assertThrows(IllegalArgumentException.class, () -> HostPort.of(text, 7));
    }

    @Test
    void knowsWhatAListenAddressMeans() {
        assertTrue(ListenAddress.isWildcard("*") && ListenAddress.isWildcard("::"));
        assertTrue(ListenAddress.isLoopback("::1") && ListenAddress.isLoopback("127.0.1.1"));
        assertFalse(ListenAddress.isWildcard("10.0.0.1") || ListenAddress.isLoopback("10.0.0.1"));
        assertEquals(
                List.of("127.0.0.1", "127.0.0.1", "::1", "10.0.0.1"),
                List.of("*", "0.0.0.0", "::", "10.0.0.1").stream()
                        .map(ListenAddress::local)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,      10.1.2.3,        true,  true",
        "10.1.2.3,        10.0.0.0/8,      false, true",
        "10.0.0.0/8,      11.0.0.0/8,      false, false",
        "0.0.0.0/0,       ::1,             false, false",
        "2001:db8::/32,   2001:db8:1::/48, true,  true",
        "::ffff:10.0.0.1, 10.0.0.1,        false, false"
    })
    void aNetworkHoldsAndMeetsOthersOfItsFamily(String network, String other, boolean holds, boolean meets) {
        Network first = Network.of(network).orElseThrow();
        Network second = Network.of(other).orElseThrow();

        assertEquals(List.of(holds, meets), List.of(first.holds(second), first.meets(second)));
    }

    @Test
    void aSingleClientHasThePrefixOfAllItsBits() {
        assertEquals("10.0.0.1/32", Host.withPrefix("10.0.0.1"));
        assertEquals("::1/128", Host.withPrefix("::1"));
        assertEquals("pg1", Host.withPrefix("pg1"));
    }
}
