package dev.patrol.hba;

import static java.util.Objects.requireNonNull;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.problem.Location;
import dev.patrol.tree.ConfigTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * A connection that a cluster needs and its pg_hba would turn away, or may turn away.
 *
 * @param verdict {@link Verdict#REFUSED} or {@link Verdict#UNKNOWN}
 * @param servers on which members
 * @param line of the list of the first of them, where one decides
 * @param declared where the definition asks for the connection
 * @param message what, where, why, and the rule that would help
 */
public record LockOut(
        Kind kind,
        Verdict verdict,
        Set<NodeName> servers,
        Optional<Integer> line,
        Optional<Location> declared,
        String message) {
    /** What is wrong: one connection, or the list as a whole. */
    public enum Kind {
        CONNECTION,
        LIST
    }

    /**
     * Who is locked out by the lists that these files and this configuration make.
     *
     * @param files the content of each member's Patroni file
     * @param dynamic the dynamic configuration
     */
    public static List<LockOut> of(
            ClusterDefinition cluster, SortedMap<NodeName, ConfigTree> files, ConfigTree dynamic) {
        ClusterNeeds needs =
                new ClusterNeeds(cluster, name -> new MemberConfig(requireNonNull(files.get(name)), dynamic));
        Map<List<String>, HbaList> lists = new HashMap<>();
        Map<Finding, Set<NodeName>> found = new LinkedHashMap<>();
        for (NodeDefinition server : cluster.nodes()) {
            MemberConfig config = needs.configs().apply(server.name());
            int version = server.server().version();
            Optional<HbaList> list =
                    config.hba().map(lines -> lists.computeIfAbsent(lines, read -> HbaList.of(read, version)));
            findings(needs.of(server), list, config, version)
                    .forEach(finding -> found.computeIfAbsent(finding, first -> new LinkedHashSet<>())
                            .add(server.name()));
        }
        return found.entrySet().stream()
                .map(entry -> entry.getKey().on(entry.getValue()))
                .toList();
    }

    private static List<Finding> findings(List<Need> needs, Optional<HbaList> list, MemberConfig config, int version) {
        if (list.isEmpty()) {
            return needs.stream()
                    .filter(need -> need.declared().isPresent())
                    .map(Finding::unmanaged)
                    .toList();
        }
        Optional<HbaList.Fault> unreadable = list.get().unreadable();
        if (unreadable.isPresent()) {
            return List.of(Finding.unreadable(unreadable.get()));
        }
        List<Finding> findings = new ArrayList<>();
        list.get().doubt().ifPresent(rule -> findings.add(Finding.doubtful(rule)));
        for (Need need : needs) {
            Decision decision = need.decide(list.get(), config.tls());
            if (decision.verdict() != Verdict.ALLOWED) {
                boolean lacksOnlyTls = need.ssl() == SslMode.REQUIRE
                        && need.decide(list.get(), Optional.of(true)).verdict() == Verdict.ALLOWED;
                findings.add(
                        lacksOnlyTls
                                ? Finding.withoutTls(need, decision.verdict())
                                : Finding.of(need, decision, version));
            }
        }
        return findings;
    }

    /** A lock-out before it is known on how many members. */
    private record Finding(
            Kind kind, Verdict verdict, Optional<Integer> line, Optional<Location> declared, String what) {

        static Finding of(Need need, Decision decision, int version) {
            Optional<HbaRule> rule = decision.rules().stream().findFirst();
            boolean isRefused = decision.verdict() == Verdict.REFUSED;
            String why = rule.map(HbaRule::shown)
                    .map(shown -> shown + (isRefused ? " turns it away" : " decides, by what only the server knows"))
                    .orElse(isRefused ? "no rule is for it" : "whether a rule is for it, only the server knows");
            String cure = (rule.isPresent() ? "put '" : "add '") + need.rule(version) + "'"
                    + (rule.isPresent() ? " before it" : "");
            return new Finding(
                    Kind.CONNECTION,
                    decision.verdict(),
                    rule.map(HbaRule::number),
                    need.declared(),
                    (isRefused ? "shuts out " : "may shut out ") + need.purpose() + ": " + why + "; " + cure);
        }

        // The rule is there; the server turns TLS away before it looks.
        static Finding withoutTls(Need need, Verdict verdict) {
            String what = verdict == Verdict.REFUSED
                    ? "shuts out " + need.purpose() + ": it asks for TLS, and the server has none"
                    : "may shut out " + need.purpose()
                            + ": it asks for TLS, and whether the server has that is unknown here";
            return new Finding(
                    Kind.CONNECTION,
                    verdict,
                    Optional.empty(),
                    need.declared(),
                    what + "; set the parameter 'ssl' to on, with a certificate");
        }

        static Finding unmanaged(Need need) {
            return new Finding(
                    Kind.CONNECTION,
                    Verdict.UNKNOWN,
                    Optional.empty(),
                    need.declared(),
                    "may shut out " + need.purpose()
                            + ": Patroni does not write it, so what it holds is unknown here; give the rules in 'hba'");
        }

        static Finding unreadable(HbaList.Fault fault) {
            return new Finding(
                    Kind.LIST,
                    Verdict.REFUSED,
                    fault.line(),
                    Optional.empty(),
                    "shuts out everybody when PostgreSQL next starts, because it cannot read it: "
                            + fault.line().map(line -> "line " + line + ": ").orElse("") + fault.reason());
        }

        static Finding doubtful(HbaRule rule) {
            return new Finding(
                    Kind.LIST,
                    Verdict.UNKNOWN,
                    Optional.of(rule.number()),
                    Optional.empty(),
                    "may shut out everybody when PostgreSQL next starts: whether it can read " + rule.shown()
                            + " is unknown here, and one line that it cannot read costs all; see pg_hba_file_rules after"
                            + " the change");
        }

        LockOut on(Set<NodeName> servers) {
            String names = servers.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
            return new LockOut(
                    kind,
                    verdict,
                    Collections.unmodifiableSet(servers),
                    line,
                    declared,
                    "pg_hba of node " + names + " " + what);
        }
    }
}
