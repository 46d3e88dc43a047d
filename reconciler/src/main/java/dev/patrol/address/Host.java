package dev.patrol.address;

import java.util.regex.Pattern;

/** A machine, by an address or by its name. */
public final class Host {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String GROUP = "[0-9A-Fa-f]{1,4}";

    static final String IPV4 = "(" + BYTE + "\\.){3}" + BYTE;

    /** All eight groups; or fewer of them around one {@code ::}, which stands for one at least. */
    static final String IPV6 = "(G:){7}G|(G:){6}V|(?!:{0,2}((G:+){7}G|(G:+){6}V))((G:)*G)?::((G:)*(G|V))?"
            .replace("G", GROUP)
            .replace("V", IPV4);

    /** What is made of digits and dots is an address, or a mistake in one, and no name. */
    static final String NAME = "(?![0-9.]+([,:]|$))[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?";

    static final String ANY = IPV4 + "|" + IPV6 + "|" + NAME;

    static final String BEFORE_PORT = "(" + IPV4 + "|\\[(" + IPV6 + ")\\]|" + NAME + ")";
    static final String PORT = "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";
    static final String MAYBE_PORT = BEFORE_PORT + "(:" + PORT + ")?";

    private static final Pattern IPV4_ONLY = Pattern.compile(IPV4);
    private static final Pattern IPV6_ONLY = Pattern.compile(IPV6);

    private Host() {}

    public static boolean isIpv4(String host) {
        return IPV4_ONLY.matcher(host).matches();
    }

    public static boolean isIpv6(String host) {
        return IPV6_ONLY.matcher(host).matches();
    }

    /** Whether it is an address, and no name that has to be looked up. */
    public static boolean isIp(String host) {
        return isIpv4(host) || isIpv6(host);
    }

    /** With brackets where a port follows an IPv6 address. */
    public static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** As pg_hba.conf has a single client: an address with the prefix of all its bits, or a name. */
    public static String withPrefix(String host) {
        return isIpv4(host) ? host + "/32" : isIpv6(host) ? host + "/128" : host;
    }
}
