package dev.patrol.pgedge;

import dev.patrol.address.Host;
import java.util.Optional;

/** Under which address the role knew a host. */
final class HostAddress {
    private HostAddress() {}

    /**
     * The role takes the fact {@code ansible_default_ipv4}, which only a running host can tell; an inventory says it as
     * {@code ip}, {@code ansible_host} or the host's name.
     */
    static Optional<String> of(RoleVariables host) {
        Optional<String> ip = Optional.of(host.text("ip")).filter(text -> !text.isEmpty());
        Optional<String> found = ip.or(() -> connection(host).filter(Host::isIp))
                .or(() -> Optional.of(host.host()).filter(Host::isIp));
        if (found.isEmpty()) {
            host.problems()
                    .error(
                            host.hostPlace(),
                            "host '" + host.host()
                                    + "' has no address: neither 'ip' nor 'ansible_host' says one, and its"
                                    + " name is none; set 'ip' for it");
        } else if (ip.isPresent() && !Host.isIp(ip.get())) {
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
