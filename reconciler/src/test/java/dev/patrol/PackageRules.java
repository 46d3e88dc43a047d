package dev.patrol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which package may know what; {@code ""} is {@code dev.patrol} itself. */
final class PackageRules {
    /**
     * From the bottom up: a package may use those of the layers below its own, and nothing else of ours. So no way leads
     * from a package back to itself.
     */
    private static final List<Set<String>> LAYERS = List.of(
            Set.of("problem", "files", "units", "address"),
            Set.of("yaml", "calendar"),
            Set.of("tree"),
            Set.of("parameters"),
            Set.of("shape", "secrets"),
            Set.of("definition"),
            Set.of("hba"),
            Set.of("keys"),
            Set.of("layout"),
            Set.of("presets"),
            Set.of("rules"),
            Set.of("language"),
            Set.of("authoring"),
            Set.of("source", "render", "status", "lease", "remote"),
            Set.of("remote.node"),
            Set.of("remote.ssh", "remote.rest", "remote.etcd", "observe"),
            Set.of("diff"),
            Set.of("forecast"),
            Set.of("safety"),
            Set.of("plan"),
            Set.of("apply"),
            Set.of("reconcile"),
            Set.of("view"),
            Set.of("metrics"),
            Set.of("web"),
            Set.of("daemon"),
            Set.of("settings"),
            Set.of("cli"),
            Set.of(""),
            // A module of its own, which nothing may need.
            Set.of("ansible"),
            Set.of("pgedge"));

    private static final Map<String, Integer> RANKS = IntStream.range(0, LAYERS.size())
            .boxed()
            .flatMap(rank -> LAYERS.get(rank).stream().map(name -> Map.entry(name, rank)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final Set<String> ANYONE = Set.copyOf(RANKS.keySet());

    /** Who may use a library; what is in neither this table nor the JDK nobody may use. */
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            Map.entry("org.yaml.snakeyaml", Set.of("yaml")),
            Map.entry("org.eclipse.jgit", Set.of("source")),
            Map.entry("org.apache.sshd", Set.of("source")),
            Map.entry("net.schmizz", Set.of("remote.ssh")),
            Map.entry("com.hierynomus", Set.of("remote.ssh")),
            Map.entry("okhttp3", Set.of("remote.rest")),
            Map.entry("okio", Set.of("remote.rest")),
            Map.entry("io.etcd", Set.of("remote.etcd")),
            Map.entry("io.grpc", Set.of("remote.etcd")),
            Map.entry("org.quartz", Set.of("daemon", "calendar")),
            Map.entry("io.micrometer", Set.of("metrics")),
            Map.entry("io.prometheus", Set.of("metrics")),
            Map.entry("io.netty", Set.of("web")),
            Map.entry("picocli", Set.of("cli", "", "pgedge")),
            Map.entry("com.google.gson", Set.of("remote.rest", "observe", "status", "view", "render")),
            Map.entry("org.slf4j", ANYONE),
            Map.entry("org.jspecify.annotations", ANYONE),
            Map.entry("java", ANYONE),
            Map.entry("javax", ANYONE));

    /** Who may know by what means a cluster is reached. */
    private static final Set<String> CHOOSE_MEANS = Set.of("settings", "");

    /** Who may hold something that changes a cluster: {@code validate}, {@code plan} and {@code status} never do. */
    private static final Set<String> CHANGE_CLUSTERS = Set.of("apply", "");

    private static final String CHANGING = "Control";

    private PackageRules() {}

    static List<String> violations(Collection<JavaSource> sources) {
        List<String> violations = new ArrayList<>();
        for (JavaSource source : sources) {
            if (RANKS.containsKey(source.packageName())) {
                source.qualifiedNames().forEach(name -> judge(source, name, violations));
            } else {
                violations.add(source.file() + ": package '" + source.packageName()
                        + "' has no layer; give it one in PackageRules");
            }
        }
        return violations;
    }

    private static void judge(JavaSource source, QualifiedName name, List<String> violations) {
        String user = source.packageName();
        name.patrolPackage().ifPresentOrElse(used -> judgeOwn(source, used, name, violations), () -> {
            if (!mayUseLibrary(user, name)) {
                violations.add(source.file() + ": package '" + user + "' may not use the library of " + name);
            }
        });
    }

    private static void judgeOwn(JavaSource source, String used, QualifiedName name, List<String> violations) {
        String user = source.packageName();
        if (user.equals(used)) {
            return;
        }
        if (!RANKS.containsKey(used) || RANKS.get(used) >= RANKS.get(user)) {
            violations.add(
                    source.file() + ": package '" + user + "' may not use " + name + ", which is in no layer below");
        }
        if (isMeans(used) && !CHOOSE_MEANS.contains(user) && !carries(user, used)) {
            violations.add(source.file() + ": only the wiring and the settings may use " + name);
        }
        if (changesClusters(used, name) && !CHANGE_CLUSTERS.contains(user) && !isMeans(user)) {
            violations.add(source.file() + ": only 'apply' may use " + name + ", which changes clusters");
        }
    }

    private static boolean mayUseLibrary(String user, QualifiedName name) {
        return LIBRARIES.entrySet().stream()
                .anyMatch(library ->
                        name.isBelow(library.getKey()) && library.getValue().contains(user));
    }

    private static boolean isMeans(String packageName) {
        return packageName.startsWith("remote.");
    }

    private static boolean carries(String user, String used) {
        return user.equals("remote.ssh") && used.equals("remote.node");
    }

    private static boolean changesClusters(String used, QualifiedName name) {
        return used.equals("remote")
                && (name.typeName().endsWith(CHANGING) || name.typeName().equals(QualifiedName.ALL));
    }
}
