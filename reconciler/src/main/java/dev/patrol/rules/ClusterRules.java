package dev.patrol.rules;

import dev.patrol.address.ListenAddress;
import dev.patrol.keys.KeyValues;
import dev.patrol.layout.ClusterFrame;
import dev.patrol.layout.NodeFrame;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What must hold between the keys of one cluster, beyond what each of them may be. */
public record ClusterRules(ClusterFrame cluster, Problems problems) {
    public void check() {
        checkMembers();
        checkAddresses();
        checkScope();
        checkEtcd();
        checkPgEdge();
        checkLayouts();
        cluster.nodes().forEach(this::checkRestApi);
    }

    // A member's replication slot is its name in lower case with _ for - and . (slot_name_from_member_name), so that
    // two names that differ in no other way would share one slot.
    private void checkMembers() {
        Map<String, NodeFrame> bySlot = new HashMap<>();
        for (NodeFrame node : cluster.nodes()) {
            String slot =
                    node.member().toLowerCase(Locale.ROOT).replace('-', '_').replace('.', '_');
            NodeFrame first = bySlot.putIfAbsent(slot, node);
            if (first != null) {
                problems.error(
                        node.location(),
                        "members '" + first.member() + "' and '" + node.member()
                                + "' would share the replication slot '" + slot + "'; give one another 'member' name");
            }
        }
    }

    private void checkAddresses() {
        for (NodeFrame node : cluster.nodes()) {
            String address = node.address();
            if (ListenAddress.isLoopback(address) || ListenAddress.isWildcard(address)) {
                problems.error(
                        node.own().place("address", node.location()),
                        "'address' must be one that other machines can reach, found '" + address
                                + "': Patroni publishes it to the other members");
            }
        }
    }

    private void checkScope() {
        String scope = cluster.scope().name();
        long version = cluster.settings().whole("postgresql.version", 0);
        if (version == 0 || cluster.preset().canHandle(scope, version)) {
            return;
        }
        String message = "the scope '" + scope + "' does not suit the layout '"
                + cluster.preset().key() + "', whose scripts want VERSION-NAME with no further dash; ";
        if (cluster.preset().isPgEdge()) {
            // The role makes such clusters, and they run: until a replica is cloned by that script.
            problems.warning(
                    place("patroni.scope"),
                    message + "a replica that has to be cloned fails, or drops the PostgreSQL cluster '"
                            + scope.substring(scope.lastIndexOf('-') + 1)
                            + "' of its node; set 'raw.local.postgresql.create_replica_method: [basebackup]'");
        } else {
            problems.error(
                    place("patroni.scope"),
                    message + "set 'patroni.scope' to '" + version + "-"
                            + cluster.names().cluster().replace('-', '_') + "'");
        }
    }

    private void checkEtcd() {
        int hosts = cluster.etcd().hosts().size();
        if (hosts > 0 && hosts % 2 == 0) {
            problems.warning(
                    place("etcd.hosts"),
                    "an etcd of " + hosts + " hosts survives no more failures than one of " + (hosts - 1)
                            + "; name an odd number in 'etcd.hosts'");
        }
        boolean hasUser = cluster.settings().has("etcd.username");
        if (hasUser != cluster.settings().has("etcd.password")) {
            problems.error(place("etcd"), "'etcd.username' and 'etcd.password' go together; set both or none");
        }
    }

    // Members of one cluster share what their layout says of scope, DCS and pg_hba.
    private void checkLayouts() {
        cluster.nodes().stream()
                .filter(node -> !node.preset().family().equals(cluster.preset().family()))
                .forEach(node -> problems.error(
                        node.settings().place("layout", node.location()),
                        "node '" + node.name() + "' has the layout '"
                                + node.preset().key()
                                + "' in a cluster of layout '"
                                + cluster.preset().key()
                                + "', which finds its DCS elsewhere; give all nodes layouts of one kind"));
    }

    private void checkPgEdge() {
        boolean isUsed = cluster.nodes().stream().anyMatch(node -> node.preset().isPgEdge());
        cluster.settings()
                .find("pgedge")
                .filter(keys -> !isUsed)
                .ifPresent(keys -> problems.warning(
                        keys.location(),
                        "'pgedge' does nothing with the layout '"
                                + cluster.preset().key() + "'; remove it, or take a layout that begins with pgedge-"));
    }

    private void checkRestApi(NodeFrame node) {
        KeyValues settings = node.settings();
        Optional<Location> login = settings.find("restapi.authentication").map(YamlNode::location);
        boolean isWhole =
                settings.has("restapi.authentication.username") && settings.has("restapi.authentication.password");
        if (login.isPresent() && !isWhole) {
            problems.error(login.get(), "'restapi.authentication' needs both 'username' and 'password'");
        }
        boolean wantsTls = settings.has("restapi.keyfile")
                || settings.text("restapi.verify_client")
                        .filter(mode -> !mode.equals("none"))
                        .isPresent();
        if (wantsTls && !settings.has("restapi.certfile")) {
            problems.error(
                    settings.map("restapi").location(),
                    "'restapi.keyfile' and 'restapi.verify_client' do nothing without 'restapi.certfile'; set it");
        }
    }

    private Location place(String path) {
        return cluster.settings().place(path, cluster.location());
    }
}
