package dev.patrol.rules;

import dev.patrol.definition.ClusterName;
import dev.patrol.definition.Layout;
import dev.patrol.layout.ClusterFrame;
import dev.patrol.layout.NodeFrame;
import dev.patrol.problem.Location;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold between clusters, and between nodes wherever they are: nothing is claimed twice. */
public record FleetRules(List<ClusterDraft> drafts) {
    public void check() {
        checkNames();
        checkScopes();
        checkNodes();
    }

    private void checkNames() {
        Map<ClusterName, ClusterDraft> first = new HashMap<>();
        for (ClusterDraft draft : drafts) {
            ClusterDraft other = draft.isNamed() ? first.putIfAbsent(draft.name(), draft) : null;
            if (other != null) {
                conflict(draft, other, "a second cluster is named '" + draft.name() + "'; give each a name of its own");
            }
        }
    }

    private void checkScopes() {
        Map<String, ClusterDraft> first = new HashMap<>();
        for (ClusterDraft draft : drafts) {
            Optional<ClusterFrame> frame = draft.frame();
            Map<Location, ClusterDraft> others = new LinkedHashMap<>();
            frame.ifPresent(found -> claims(found)
                    .forEach(claim -> Optional.ofNullable(first.putIfAbsent(claim, draft))
                            .ifPresent(other -> others.put(other.location(), other))));
            others.values().stream()
                    .filter(other -> !other.equals(draft))
                    .forEach(other -> conflict(
                            draft,
                            other,
                            "clusters '" + draft.name() + "' and '" + other.name() + "' share the path '"
                                    + frame.orElseThrow().scope().dcsPath()
                                    + "' in one etcd and would fight for one leader key; give one another 'patroni.scope' or"
                                    + " 'patroni.namespace'"));
        }
    }

    private static List<String> claims(ClusterFrame frame) {
        return frame.etcd().hosts().stream()
                .map(host ->
                        frame.etcd().api() + " " + host + " " + frame.scope().dcsPath())
                .toList();
    }

    /** A node and the cluster it belongs to. */
    private record Member(ClusterDraft draft, NodeFrame node) {
        String described() {
            return "node '" + node.name() + "' of '" + draft.name() + "'";
        }
    }

    private void checkNodes() {
        Map<String, Member> first = new HashMap<>();
        for (ClusterDraft draft : drafts) {
            draft.frame().stream()
                    .flatMap(frame -> frame.nodes().stream())
                    .forEach(node -> checkNode(new Member(draft, node), first));
        }
    }

    private static void checkNode(Member member, Map<String, Member> first) {
        boolean isReported = false;
        for (String claim : claims(member.node())) {
            Member other = first.putIfAbsent(claim, member);
            if (other != null && !isReported) {
                String message = other.described() + " and " + member.described() + " both have " + claim
                        + "; change one, or remove the node that is written twice";
                report(member, other, message);
                isReported = true;
            }
        }
    }

    private static List<String> claims(NodeFrame node) {
        Layout.Paths paths = node.layout().paths();
        return List.of(
                "the data directory " + paths.dataDir() + " on " + node.address(),
                "the Patroni file " + paths.configFile() + " on " + node.address(),
                "the password file " + paths.pgpass() + " on " + node.address(),
                "the PostgreSQL address " + node.postgresql(),
                "the REST address " + node.rest());
    }

    private static void report(Member member, Member other, String message) {
        member.draft()
                .problems()
                .error(member.node().location(), message + seeAlso(other.node().location()));
        if (!member.draft().equals(other.draft())) {
            other.draft()
                    .problems()
                    .error(
                            other.node().location(),
                            message + seeAlso(member.node().location()));
        }
    }

    private static void conflict(ClusterDraft draft, ClusterDraft other, String message) {
        draft.problems().error(draft.location(), message + seeAlso(other.location()));
        other.problems().error(other.location(), message + seeAlso(draft.location()));
    }

    private static String seeAlso(Location location) {
        return " (the other is at " + location + ")";
    }
}
