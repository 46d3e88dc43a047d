package dev.patrol.rules;

import dev.patrol.definition.KeyPattern;
import dev.patrol.definition.Layout;
import dev.patrol.keys.PolicyKeys;
import dev.patrol.layout.ClusterFrame;
import dev.patrol.layout.NodeFrame;
import dev.patrol.parameters.KnownSections;
import dev.patrol.parameters.ParameterNames;
import dev.patrol.presets.Trees;
import dev.patrol.problem.Guess;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.tree.KeyPath;
import dev.patrol.yaml.YamlNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether the patterns of {@code drift.ignore} can mean anything. One with a slip in it ignores nothing, and what it was
 * written for is enforced by the next pass.
 */
public final class IgnoreRules {
    private static final String PARAMETERS = "postgresql.parameters.";
    // Words that stand for a difference that no key has; and 'environment', below which variables are.
    private static final List<String> FILE_AS_A_WHOLE = List.of("(whole file)", "(mode)", "(owner)");
    private static final List<String> SERVER = List.of("postgresql", "(not read)", "(pending restart)");
    private static final String ENVIRONMENT = "environment";
    // What the definition calls the keys of the DCS.
    private static final String PATRONI = "patroni";

    private final ClusterFrame cluster;
    private final SortedSet<String> file = new TreeSet<>(KnownSections.OF_FILE);
    private final SortedSet<String> dynamic = new TreeSet<>(KnownSections.OF_DCS);
    private final SortedSet<String> units = new TreeSet<>();
    private final Problems problems;

    public IgnoreRules(ClusterFrame cluster, Trees wanted, Problems problems) {
        this.cluster = cluster;
        this.problems = problems;
        dynamic.addAll(wanted.dynamic().entries().keySet());
        wanted.local().values().forEach(tree -> file.addAll(tree.entries().keySet()));
        file.addAll(FILE_AS_A_WHOLE);
        for (NodeFrame node : cluster.nodes()) {
            Layout.Units names = node.layout().units();
            units.addAll(List.of(names.patroni(), names.postgresql()));
        }
    }

    public void check() {
        for (YamlNode item : cluster.settings().items("drift.ignore")) {
            check(String.valueOf(item.plain()), item.location());
        }
    }

    private void check(String pattern, Location place) {
        if (mayMatch(new KeyPattern(pattern))) {
            checkParameter(pattern, place);
            return;
        }
        int dot = pattern.indexOf('.');
        String first = dot < 0 ? pattern : pattern.substring(0, dot);
        String rest = dot < 0 ? "" : pattern.substring(dot + 1);
        String fault = "'" + pattern + "' in 'drift.ignore' matches no key that Patrol knows";
        if (first.contains("*")) {
            // What else stands in a file or in the DCS is for others to say.
            problems.warning(place, fault + ": none begins so; correct it unless another program has put it there");
        } else {
            problems.error(place, fault + wayOut(pattern, first, rest));
        }
    }

    private boolean mayMatch(KeyPattern pattern) {
        // Nothing lies below a unit, and its name may have dots.
        return words().stream().anyMatch(pattern::mayCoverBelow)
                || units.stream().anyMatch(unit -> pattern.covers(KeyPath.of(unit)));
    }

    private String wayOut(String pattern, String first, String rest) {
        if (ParameterNames.spellingOf(pattern).isPresent()) {
            return "; write '" + PARAMETERS + pattern + "'";
        }
        if (first.equals("hba")) {
            return "; write 'postgresql.pg_hba'";
        }
        SortedSet<String> known = words();
        known.addAll(PolicyKeys.LAYERS);
        known.add(PATRONI);
        Optional<String> nearest = Guess.nearest(first, known);
        if (nearest.filter(word -> PolicyKeys.LAYERS.contains(word) || word.equals(PATRONI))
                .isPresent()) {
            return "; keys go by their names as 'patrol plan' shows them, without '" + nearest.get() + "': "
                    + (rest.isEmpty() ? "write the key itself" : "write '" + rest + "'");
        }
        return ": none begins with '" + first + "'"
                + nearest.map(word -> "; did you mean '" + word + (rest.isEmpty() ? "" : "." + rest) + "'?")
                        .orElseGet(() -> "; write one that begins with " + firstWords() + ", or '" + first
                                + "*' for a key that another program has put there");
    }

    // The same for all clusters, so that a slip in fleet.yaml is one problem and not one for each.
    private static String firstWords() {
        return sorted(KnownSections.OF_FILE) + " (layer file), " + sorted(KnownSections.OF_DCS) + " (dynamic), "
                + String.join(", ", SERVER) + " (effective), " + ENVIRONMENT + " or a unit's name (service)";
    }

    private static String sorted(Collection<String> words) {
        return String.join(", ", new TreeSet<>(words));
    }

    // A name near a known one is a slip. One that is near none may be of a PostgreSQL that we do not know.
    private void checkParameter(String pattern, Location place) {
        String name = pattern.startsWith(PARAMETERS) ? pattern.substring(PARAMETERS.length()) : "";
        if (name.isEmpty() || name.contains("*") || ParameterNames.isKnown(name)) {
            return;
        }
        Guess.nearest(name, ParameterNames.all())
                .ifPresent(near -> problems.error(
                        place,
                        "'" + pattern + "' in 'drift.ignore' matches no parameter: PostgreSQL has no '" + name
                                + "'; did you mean '" + PARAMETERS + near + "'?"));
    }

    private SortedSet<String> words() {
        SortedSet<String> words = new TreeSet<>(file);
        words.addAll(dynamic);
        words.addAll(SERVER);
        words.add(ENVIRONMENT);
        return words;
    }
}
