package dev.patrol.hba;

import static java.util.Objects.requireNonNull;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.problem.Location;
import dev.patrol.problem.Reason;
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

/**
 * A connection that a cluster needs and its pg_hba would turn away, or may turn away.
 *
 * @param verdict {@link Verdict#REFUSED} or {@link Verdict#UNKNOWN}
 * @param servers on which members
 * @param line of the list of the first of them, where one decides
 * @param declared where the definition asks for the connection
 * @param reason who is shut out, by which line, and the rule that would let them in
 */
public record LockOut(
        Kind kind,
        Verdict verdict,
        Set<NodeName> servers,
        Optional<Integer> line,
        Optional<Location> declared,
        Reason reason) {
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
            Kind kind, Verdict verdict, Optional<Integer> line, Optional<Location> declared, Reason what) {

        static Finding of(Need need, Decision decision, int version) {
            Optional<HbaRule> rule = decision.rules().stream().findFirst();
            boolean isRefused = decision.verdict() == Verdict.REFUSED;
            Exclusion exclusion = rule.isPresent()
                    ? (isRefused ? Exclusion.RULE_REJECTS : Exclusion.RULE_UNDECIDED)
                    : (isRefused ? Exclusion.NO_RULE : Exclusion.MATCH_UNKNOWN);
            return of(
                    need,
                    decision.verdict(),
                    rule.map(HbaRule::number),
                    exclusion.with(
                            "whom", need.purpose(),
                            "line", rule.map(HbaRule::number),
                            "rule", rule.map(HbaRule::text),
                            "cure", need.rule(version)));
        }

        // The rule is there; the server turns TLS away before it looks.
        static Finding withoutTls(Need need, Verdict verdict) {
            Exclusion exclusion = verdict == Verdict.REFUSED ? Exclusion.NO_TLS : Exclusion.TLS_UNKNOWN;
            return of(need, verdict, Optional.empty(), exclusion.with("whom", need.purpose()));
        }

        static Finding unmanaged(Need need) {
            Reason what = Exclusion.NOT_WRITTEN.with("whom", need.purpose());
            return of(need, Verdict.UNKNOWN, Optional.empty(), what);
        }

        private static Finding of(Need need, Verdict verdict, Optional<Integer> line, Reason what) {
            return new Finding(Kind.CONNECTION, verdict, line, need.declared(), what);
        }

        static Finding unreadable(HbaList.Fault fault) {
            Reason what = Exclusion.UNREADABLE.with("line", fault.line(), "error", fault.reason());
            return new Finding(Kind.LIST, Verdict.REFUSED, fault.line(), Optional.empty(), what);
        }

        static Finding doubtful(HbaRule rule) {
            Reason what = Exclusion.MAYBE_UNREADABLE.with("line", rule.number(), "rule", rule.text());
            return new Finding(Kind.LIST, Verdict.UNKNOWN, Optional.of(rule.number()), Optional.empty(), what);
        }

        LockOut on(Set<NodeName> servers) {
            Reason reason = Exclusion.PG_HBA.with("nodes", servers, "what", what);
            return new LockOut(kind, verdict, Collections.unmodifiableSet(servers), line, declared, reason);
        }
    }
}
