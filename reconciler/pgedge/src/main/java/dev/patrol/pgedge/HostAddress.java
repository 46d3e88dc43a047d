package dev.patrol.pgedge;

import java.util.Optional;
import java.util.regex.Pattern;

/** Under which address the role knew a host. */
final class HostAddress {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:]*(:" + IPV4 + ")?");

    private HostAddress() {}

    static boolean isOne(String text) {
        return isIpv4(text) || IPV6.matcher(text).matches();
    }

    static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    /**
     * The role takes the fact {@code ansible_default_ipv4}, which only a running host can tell; an inventory says it as
     * {@code ip}, {@code ansible_host} or the host's name.
     */
    static Optional<String> of(RoleVariables host) {
        Optional<String> ip = Optional.of(host.text("ip")).filter(text -> !text.isEmpty());
        Optional<String> found = ip.or(() -> connection(host).filter(HostAddress::isOne))
                .or(() -> Optional.of(host.host()).filter(HostAddress::isOne));
        if (found.isEmpty()) {
            host.problems()
                    .error(
                            host.hostPlace(),
                            "host '" + host.host()
                                    + "' has no address: neither 'ip' nor 'ansible_host' says one, and its"
                                    + " name is none; set 'ip' for it");
        } else if (ip.isPresent() && !isOne(ip.get())) {
            host.problems()
                    .error(
                            host.place("ip"),
                            "'ip' of host '" + host.host() + "' is no IPv4 or IPv6 address; write one");
        }
        return found;
    }

    /** Where Ansible connects to, if it is told. */
    static Optional<String> connection(RoleVariables host) {
        return host.optionalText("ansible_host").or(() -> host.optionalText("ansible_ssh_host"));
    }
}
