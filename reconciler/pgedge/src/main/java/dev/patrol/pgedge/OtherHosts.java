package dev.patrol.pgedge;

import dev.patrol.address.Host;
import dev.patrol.ansible.Inventory;
import dev.patrol.definition.NaturalOrder;
import dev.patrol.problem.Problems;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The machines beside a cluster that pg_hba lets in: proxies and backup servers. */
record OtherHosts(Inventory inventory, Problems problems) {
    /** The proxies of a zone by host name, then {@code proxy_node}. */
    List<String> proxies(RoleVariables host, long zone) {
        Set<String> addresses = new LinkedHashSet<>();
        inventory.hosts("haproxy").stream()
                .sorted(NaturalOrder.OF_NAMES)
                .map(this::variables)
                .filter(proxy -> proxy.whole("zone", 0, Integer.MAX_VALUE) == zone)
                .forEach(proxy -> HostAddress.of(proxy).ifPresent(addresses::add));
        named(host, "proxy_node").ifPresent(addresses::add);
        return List.copyOf(addresses);
    }

    /** {@code backup_host}, then the backup servers of all zones by host name. */
    List<String> backups(RoleVariables host) {
        Set<String> addresses = new LinkedHashSet<>();
        named(host, "backup_host").ifPresent(addresses::add);
        inventory.hosts("backup").stream()
                .sorted(NaturalOrder.OF_NAMES)
                .forEach(server -> HostAddress.of(variables(server)).ifPresent(addresses::add));
        return List.copyOf(addresses);
    }

    private RoleVariables variables(String host) {
        return new RoleVariables(
                inventory.variables(host).withDefaults(RoleDefaults.COMMON), inventory.place(host), problems);
    }

    private Optional<String> named(RoleVariables host, String variable) {
        Optional<String> name = Optional.of(host.text(variable)).filter(text -> !text.isEmpty());
        name.filter(text -> !Host.isIp(text))
                .ifPresent(
                        text -> problems.warning(
                                host.place(variable),
                                "'" + variable
                                        + "' is a name; the role wrote the address that it stood for into pg_hba, Patrol"
                                        + " writes the name, which PostgreSQL resolves; write the address if that does not do"));
        return name;
    }
}
