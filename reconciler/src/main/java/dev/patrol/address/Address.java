package dev.patrol.address;

import java.util.regex.Pattern;

/**
 * What an address looks like in a file. An IPv6 address stands in brackets where a port may follow. It has no zone, as in
 * {@code fe80::1%eth0}: that means something on one machine only, and other machines are told these addresses too.
 */
public enum Address {
    HOST("an IPv4 or IPv6 address or a host name", Host.ANY),
    HOST_PORT("HOST:PORT, an IPv6 address in brackets", Host.BEFORE_PORT + ":" + Host.PORT),
    HOST_MAYBE_PORT("HOST or HOST:PORT, an IPv6 address in brackets", Host.MAYBE_PORT),
    USER_HOST_MAYBE_PORT(
            "HOST, HOST:PORT or USER@HOST, an IPv6 address in brackets", "([^@\\u0000-\\u0020]+@)?" + Host.MAYBE_PORT),
    /** Where a server listens. */
    LISTEN("an IPv4 or IPv6 address, a host name, or *", "\\*|" + Host.ANY),
    LISTEN_LIST(
            "addresses or host names with commas between them and no spaces, or *",
            "\\*|(" + Host.ANY + ")(,(" + Host.ANY + "))*"),
    /** Clients. */
    NETWORK(
            "an IPv4 or IPv6 address, a network such as 10.0.0.0/8, or a host name",
            Host.IPV4 + "(/([12]?[0-9]|3[0-2]))?|(" + Host.IPV6 + ")(/([1-9]?[0-9]|1[01][0-9]|12[0-8]))?|" + Host.NAME);

    private final String expected;
    private final Pattern pattern;

    Address(String expected, String pattern) {
        this.expected = expected;
        this.pattern = Pattern.compile(pattern);
    }

    /** For messages. */
    public String expected() {
        return expected;
    }

    /** Matches the whole of a text that is one, in Java as in JavaScript. */
    public Pattern pattern() {
        return pattern;
    }

    public boolean matches(String text) {
        return pattern.matcher(text).matches();
    }
}
