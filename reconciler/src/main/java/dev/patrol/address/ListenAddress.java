package dev.patrol.address;

import java.util.Set;

/** What special addresses mean to a server. */
public final class ListenAddress {
    private static final Set<String> EVERYWHERE = Set.of("*", "0.0.0.0", "::");

    private ListenAddress() {}

    public static boolean isWildcard(String address) {
        return EVERYWHERE.contains(address);
    }

    public static boolean isLoopback(String address) {
        return address.equals("localhost") || address.startsWith("127.") || address.equals("::1");
    }

    /** Where a client on the same machine reaches a server that listens there. */
    public static String local(String listen) {
        if (listen.equals("::")) {
            return "::1";
        }
        return isWildcard(listen) ? "127.0.0.1" : listen;
    }
}
