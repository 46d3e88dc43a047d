package dev.patrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dependencies point one way, and the rules that say so are themselves put to the test. */
class PackageDirectionTest {
    private static final List<JavaSource> MAIN = JavaSource.under(JavaSource.MAIN);

    @Test
    void everyPackageUsesOnlyWhatItMay() {
        assertEquals(List.of(), PackageRules.violations(MAIN));
    }

    @Test
    void everyDirectoryWithSourcesWasLookedAt() throws IOException {
        Set<String> seen = MAIN.stream().map(JavaSource::packageName).collect(Collectors.toCollection(TreeSet::new));

        assertEquals(packagesOnDisk(), seen);
        assertTrue(seen.containsAll(Set.of("problem", "pgedge")), "the sources are not where they should be");
    }

    private static Set<String> packagesOnDisk() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path module : JavaSource.MAIN) {
            Path root = module.resolve("dev/patrol");
            try (Stream<Path> paths = Files.walk(root)) {
                paths.filter(path -> path.toString().endsWith(".java"))
                        .map(path ->
                                root.relativize(path.getParent()).toString().replace('/', '.'))
                        .forEach(names::add);
            }
        }
        return names;
    }

    @ParameterizedTest
    @CsvSource({
        "yaml,        dev.patrol.problem.Problem",
        "plan,        java.util.List",
        "apply,       dev.patrol.remote.PatroniControl",
        "remote.rest, dev.patrol.remote.PatroniControl",
        "settings,    dev.patrol.remote.ssh.SshSettings",
        "remote.ssh,  dev.patrol.remote.node.Reply",
        "cli,         dev.patrol.remote.PatroniReader",
        "view,        com.google.gson.Gson",
        "cli,         picocli.CommandLine",
        "source,      org.eclipse.jgit.api.Git",
        "web,         io.netty.channel.Channel",
        "apply,       org.slf4j.Logger",
    })
    void letsPassWhatIsAllowed(String user, String used) {
        assertEquals(List.of(), PackageRules.violations(List.of(importing(user, used))));
    }

    @ParameterizedTest
    @CsvSource({
        "problem,     dev.patrol.yaml.YamlNode",
        "cli,         dev.patrol.pgedge.PgedgeSource",
        "'',          dev.patrol.ansible.Inventory",
        "yaml,        dev.patrol.parameters.Effect",
        "plan,        dev.patrol.apply.PlanExecutor",
        "plan,        dev.patrol.Main",
        "plan,        dev.patrol.unheard.Thing",
        "reconcile,   dev.patrol.remote.ssh.SshNodeFiles",
        "cli,         dev.patrol.remote.rest.RestPatroni",
        "daemon,      dev.patrol.remote.etcd.EtcdClusterLock",
        "remote.ssh,  dev.patrol.remote.rest.RestPatroni",
        "remote.node, dev.patrol.remote.ssh.SshConnections",
        "observe,     dev.patrol.remote.node.Reply",
        "remote.node, net.schmizz.sshj.SSHClient",
        "reconcile,   dev.patrol.remote.PatroniControl",
        "cli,         dev.patrol.remote.PatroniControl",
        "observe,     dev.patrol.remote.*",
        "definition,  org.yaml.snakeyaml.Yaml",
        "cli,         org.eclipse.jgit.api.Git",
        "remote.rest, net.schmizz.sshj.SSHClient",
        "observe,     okhttp3.OkHttpClient",
        "remote,      io.etcd.jetcd.Client",
        "reconcile,   org.quartz.Scheduler",
        "reconcile,   io.micrometer.core.instrument.Counter",
        "metrics,     io.netty.channel.Channel",
        "settings,    picocli.CommandLine",
        "plan,        com.google.gson.Gson",
        "plan,        com.google.common.collect.ImmutableList",
    })
    void findsWhatIsNotAllowed(String user, String used) {
        List<String> violations = PackageRules.violations(List.of(importing(user, used)));

        assertTrue(!violations.isEmpty(), user + " -> " + used);
        assertTrue(violations.get(0).startsWith("Planted.java: "), violations.toString());
    }

    @Test
    void findsANameThatIsUsedWithoutAnImport() {
        JavaSource field = planted("plan", "class Planted { dev.patrol.cli.ExitCode code; }");
        JavaSource call =
                planted("plan", "class Planted { Object made = new okhttp3.OkHttpClient.Builder().build(); }");
        JavaSource constant = JavaSource.of(
                "Planted.java",
                "package dev.patrol.plan;\nimport static dev.patrol.cli.ExitCode.CHANGES;\nclass Planted {}");

        assertEquals(1, PackageRules.violations(List.of(field)).size());
        assertTrue(!PackageRules.violations(List.of(call)).isEmpty());
        assertEquals(1, PackageRules.violations(List.of(constant)).size());
    }

    @Test
    void doesNotMistakeWordsForNames() {
        JavaSource source = planted("plan", """
                /** Unlike {@code dev.patrol.cli.ExitCode}. */
                class Planted { String text = "dev.patrol.cli.ExitCode"; } // dev.patrol.cli.ExitCode
                """);

        assertEquals(List.of(), PackageRules.violations(List.of(source)));
    }

    @Test
    void refusesAPackageWithoutALayer() {
        List<String> violations = PackageRules.violations(List.of(planted("util", "class Planted {}")));

        assertEquals(List.of("Planted.java: package 'util' has no layer; give it one in PackageRules"), violations);
    }

    private static JavaSource importing(String user, String used) {
        return planted(user, "import " + used + ";\nclass Planted {}");
    }

    private static JavaSource planted(String packageName, String code) {
        return JavaSource.of("Planted.java", ("package dev.patrol." + packageName + ";\n" + code).replace(".;", ";"));
    }
}
