package dev.patrol.hba;

import java.util.List;
import java.util.Set;

/** The words of pg_hba.conf: kinds of connection, and the methods that some PostgreSQL from 13 to 18 has. */
public final class HbaWords {
    public static final List<String> TYPES =
            List.of("local", "host", "hostssl", "hostnossl", "hostgssenc", "hostnogssenc");

    public static final List<String> METHODS = List.of(
            "trust",
            "reject",
            "scram-sha-256",
            "md5",
            "password",
            "gss",
            "sspi",
            "ident",
            "peer",
            "ldap",
            "radius",
            "cert",
            "pam",
            "bsd",
            "oauth");

    private static final Set<String> NOT_ON_LINUX = Set.of("bsd", "sspi");
    private static final int FIRST_WITH_OAUTH = 18;

    private HbaWords() {}

    /** Whether a server of this major version takes the method on Linux. */
    static boolean hasMethod(int version, String method) {
        return METHODS.contains(method)
                && !NOT_ON_LINUX.contains(method)
                && (version >= FIRST_WITH_OAUTH || !method.equals("oauth"));
    }
}
