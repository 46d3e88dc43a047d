package dev.patrol.tree;

import dev.patrol.yaml.Secret;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What must not be shown of one cluster. A value is masked by {@link SecretRules}; because a secret of this cluster stands in
 * it, under whichever key; and because it stands where Patrol wrote a secret.
 */
public final class Secrets {
    /** Where no secret of the cluster is known. */
    public static final Secrets NONE = new Secrets(Set.of(), Set.of());

    // A shorter one is found where it is the whole value: its letters are in many texts.
    private static final int LEAST_WITHIN = 4;

    /** The longest first, so that nothing is left of one that begins like another. */
    private final List<String> known;

    private final Set<String> origins;

    private Secrets(Collection<String> known, Set<String> origins) {
        this.known = known.stream()
                .filter(text -> !text.isBlank() && !text.equals(Secret.MASK))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
        this.origins = Set.copyOf(origins);
    }

    /** The secrets of trees that were made of references. */
    public static Secrets of(Stream<ConfigTree> trees) {
        return new Secrets(
                trees.flatMap(tree -> tree.secrets().stream())
                        .map(Secret::reveal)
                        .toList(),
                Set.of());
    }

    /**
     * The same with what stands in a file that was read from a node.
     *
     * @param origins the paths at which Patrol wrote secrets into it
     */
    public Secrets and(ConfigTree file, Set<String> origins) {
        Set<String> all = new LinkedHashSet<>(known);
        file.mapLeaves((path, leaf) -> {
            if (origins.contains(path.toString()) || SecretRules.holdsSecret(path.last())) {
                all.add(String.valueOf(Secret.plain(leaf)));
            }
            return leaf;
        });
        return new Secrets(all, this.origins);
    }

    /** The same for a file in which Patrol wrote secrets at these paths. */
    public Secrets at(Set<String> paths) {
        return new Secrets(known, paths);
    }

    /** The value, with every part that must not be shown as a {@link Secret}. */
    public Object guard(KeyPath path, Object value) {
        return ConfigTree.mapLeaves(path, value, this::guarded);
    }

    private Object guarded(KeyPath path, Object leaf) {
        boolean isSecret = !(leaf instanceof Secret)
                && (origins.contains(path.toString())
                        || SecretRules.isSecret(path, leaf)
                        || (leaf instanceof String text && holdsKnown(text)));
        return isSecret ? new Secret(String.valueOf(leaf)) : leaf;
    }

    private boolean holdsKnown(String text) {
        return known.stream()
                .anyMatch(secret -> secret.length() < LEAST_WITHIN ? text.equals(secret) : text.contains(secret));
    }

    /** A text of another program's, such as a complaint, without the secrets in it. */
    public String masked(String text) {
        String shown = text;
        for (String secret : known) {
            shown = shown.replace(secret, Secret.MASK);
        }
        return shown;
    }
}
