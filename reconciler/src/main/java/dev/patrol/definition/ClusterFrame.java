package dev.patrol.definition;

import dev.patrol.problem.Location;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A cluster while its definition is read: all levels above its nodes merged, and the nodes. */
record ClusterFrame(
        ClusterName name,
        Location location,
        Settings settings,
        LayoutPreset preset,
        Scope scope,
        EtcdEndpoints etcd,
        List<NodeFrame> nodes) {

    /** All addresses from which members connect to each other, nodes by name: a reordered definition changes no file. */
    Set<String> addresses() {
        Set<String> addresses = new LinkedHashSet<>();
        nodes.stream().sorted(Comparator.comparing(NodeFrame::name)).forEach(node -> {
            addresses.add(node.address());
            // Where PostgreSQL listens on chosen addresses only, Patroni connects from the first of them to itself.
            List.of(node.settings().text("postgresql.listen").orElse("*").split(",")).stream()
                    .filter(listen -> !ListenAddress.isWildcard(listen) && !ListenAddress.isLoopback(listen))
                    .forEach(addresses::add);
        });
        return addresses;
    }

    /** The name of the role that serves a purpose; the superuser rewinds where no role is named for it. */
    String role(String purpose) {
        String superuser = settings.text("users.superuser.name").orElse("postgres");
        return switch (purpose) {
            case "replication" -> settings.text("users.replication.name").orElse("replicator");
            case "rewind" ->
                hasRewindRole() ? settings.text("users.rewind.name").orElse("rewind") : superuser;
            default -> superuser;
        };
    }

    boolean hasRewindRole() {
        return settings.find("users.rewind").isPresent();
    }

    HbaLines hba() {
        HbaLines.Roles roles = new HbaLines.Roles(role("superuser"), role("replication"), role("rewind"));
        return new HbaLines(roles, HbaLines.methodOf(settings.whole("postgresql.version", 17)), addresses());
    }
}
