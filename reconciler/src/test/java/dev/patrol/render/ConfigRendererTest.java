package dev.patrol.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.RepositoryFiles;
import dev.patrol.hba.SecretLine;
import dev.patrol.language.DefinitionReader;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.secrets.SecretLookup;
import dev.patrol.secrets.SecretReference;
import dev.patrol.tree.KeyPath;
import dev.patrol.view.Wording;
import dev.patrol.yaml.Secret;
import dev.patrol.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigRendererTest {
    private static final NodeName PG1 = new NodeName("pg1");

    @Test
    void secretsAreInTheTextAndNowhereElse() {
        RenderedConfig config = render(demo(), "it's: a \"secret\"").node(PG1);

        assertTrue(config.text().reveal().contains("password: 'it''s: a \"secret\"'"));
        assertTrue(config.maskedText().contains("password: '***'"));
        assertFalse(config.maskedText().contains("it's"));
        assertFalse(config.toString().contains("it's"));
    }

    @Test
    void aSecretStandsInsideALineOfPgHba() {
        RenderedConfig config = render(cluster("""
                cluster: demo
                layout: debian
                postgresql: {version: 17}
                users: {superuser: {password: {env: A}}, replication: {password: {env: B}}}
                hba:
                  - type: host
                    database: all
                    user: all
                    address: all
                    method: ldap
                    options: {ldapserver: a, ldapbasedn: b, ldapbindpasswd: {env: LDAP}}
                nodes: {pg1: {address: 10.0.0.1}}
                """), "say \"hi\"").node(PG1);

        assertTrue(config.text()
                .reveal()
                .contains("host all all all ldap ldapserver=a ldapbasedn=b ldapbindpasswd=\"say \"\"hi\"\"\""));
        assertFalse(config.maskedText().contains("hi"));
    }

    @Test
    void aSecretWithALineBreakFitsIntoNoLineOfPgHba() {
        Problems problems = new Problems();
        SecretReference reference = new SecretReference.FromEnvironment(new Location("pay.yaml", 1, 2), "LDAP");

        new SecretLine(List.of("ldapbindpasswd=", reference)).resolve((place, any) -> new Secret("a\nb"), problems);

        assertEquals(
                List.of("pay.yaml:1:2: the secret in environment variable 'LDAP' has a line break, which a line of"
                        + " pg_hba.conf cannot hold"),
                problems.all().stream().map(Wording::of).toList());
    }

    @Test
    void whatLooksLikeACredentialIsMaskedForPeopleAndWhatHoldsItNamesNoMore() {
        RenderedConfig config = render(cluster("""
                cluster: demo
                layout: debian
                postgresql: {version: 17, parameters: {archive_command: AWS_SECRET_ACCESS_KEY=leak wal-g wal-push %p}}
                users: {superuser: {password: {env: A}}, replication: {password: {env: B}}}
                raw: {local: {tool: {pin: {secret: {env: A}}}}}
                nodes: {pg1: {address: 10.0.0.1}}
                """), "x").node(PG1);

        assertTrue(config.text().reveal().contains("AWS_SECRET_ACCESS_KEY=leak wal-g wal-push %p"));
        assertFalse(config.maskedText().contains("leak"));
        assertEquals(Set.of("tool.pin"), SecretOrigins.in(config.text()));
        assertEquals(Set.of("tool.pin"), SecretOrigins.in(config.tagged(Optional.of("t1"))));
        assertEquals(Set.of("tool.pin"), SecretOrigins.in(config.marked("t1")));
    }

    @Test
    void aSecretThatReadsLikeANumberStaysAText() {
        RenderedConfig config = render(demo(), "12345").node(PG1);

        assertTrue(config.text().reveal().contains("password: '12345'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "debian",
                "el",
                "pgedge-documented-debian",
                "pgedge-documented-el",
                "pgedge-packages-debian",
                "pgedge-packages-el",
            })
    void theDynamicConfigurationStartsANewClusterToo(String layout) {
        ClusterDefinition cluster = cluster("""
                cluster: demo
                layout: %s
                postgresql: {version: 17}
                users: {superuser: {password: {env: A}}, replication: {password: {env: B}}}
                nodes: {pg1: {address: 10.0.0.1}}
                """.formatted(layout));

        WantedCluster rendered = render(cluster, "x");

        assertEquals(rendered.dynamic(), rendered.node(PG1).tree().tree(KeyPath.SEED));
    }

    @Test
    void aNodeWithoutABootstrapSectionStaysWithoutOne() {
        ClusterDefinition cluster = cluster("""
                cluster: demo
                layout: el
                postgresql: {version: 17}
                users: {superuser: {password: {env: A}}, replication: {password: {env: B}}}
                nodes: {pg1: {address: 10.0.0.1, raw: {local: {bootstrap: null}}}}
                """);

        assertTrue(render(cluster, "x").node(PG1).tree().get("bootstrap").isEmpty());
    }

    @Test
    void aSecretThatCannotBeHadIsAProblemOfItsPlace() {
        Problems problems = new Problems();
        SecretLookup failing = (reference, found) -> {
            found.error(reference.location(), "no " + reference);
            return new Secret("");
        };

        ConfigRenderer.render(demo(), failing, problems);

        assertEquals(2, problems.all().size());
        assertEquals("fleet.yaml", problems.all().get(0).location().file());
    }

    @Test
    void whatIsWrittenReadsBackTheSame() {
        for (ClusterDefinition cluster :
                DefinitionReader.read(RepositoryFiles.example("fleet")).clusters()) {
            render(cluster, "x").nodes().values().forEach(config -> {
                Object plain = YamlReader.read("node.yaml", config.maskedText(), new Problems())
                        .orElseThrow()
                        .plain();

                assertEquals(masked(config.tree().plain()), plain);
            });
        }
    }

    @RepeatedTest(20)
    void theOrderOfADefinitionChangesNoFile() {
        Random random = new Random();
        DefinitionFiles files = RepositoryFiles.example("fleet");
        DefinitionFiles shuffled = shuffled(files, random);

        List<ClusterDefinition> clusters = DefinitionReader.read(files).clusters();
        List<ClusterDefinition> others = DefinitionReader.read(shuffled).clusters();

        assertEquals(clusters.size(), others.size());
        for (int i = 0; i < clusters.size(); i++) {
            WantedCluster one = render(clusters.get(i), "x");
            WantedCluster other = render(others.get(i), "x");
            assertEquals(one.dynamic().yaml(), other.dynamic().yaml());
            one.nodes()
                    .forEach((name, config) -> assertEquals(
                            config.text().reveal(), other.node(name).text().reveal()));
        }
    }

    private static DefinitionFiles shuffled(DefinitionFiles files, Random random) {
        Map<String, String> texts = new LinkedHashMap<>();
        files.texts().forEach((path, text) -> {
            Object plain =
                    YamlReader.read(path, text, new Problems()).orElseThrow().plain();
            texts.put(path, dev.patrol.yaml.YamlWriter.write(shuffled(plain, random)));
        });
        return DefinitionFiles.of(texts);
    }

    private static Object shuffled(Object value, Random random) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        List<Object> keys = new ArrayList<>(map.keySet());
        Collections.shuffle(keys, random);
        Map<Object, Object> shuffled = new LinkedHashMap<>();
        keys.forEach(key -> shuffled.put(key, shuffled(map.get(key), random)));
        return shuffled;
    }

    private static Object masked(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> masked = new LinkedHashMap<>();
            map.forEach((key, child) -> masked.put(key, masked(child)));
            return masked;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ConfigRendererTest::masked).toList();
        }
        return value instanceof Secret ? Secret.MASK : value;
    }

    private static ClusterDefinition demo() {
        return DefinitionReader.read(RepositoryFiles.example("quickstart"))
                .clusters()
                .get(0);
    }

    private static ClusterDefinition cluster(String text) {
        return DefinitionReader.read(DefinitionFiles.of(Map.of("clusters/demo.yaml", text)))
                .clusters()
                .get(0);
    }

    private static WantedCluster render(ClusterDefinition cluster, String secret) {
        return ConfigRenderer.render(cluster, (reference, problems) -> new Secret(secret), new Problems());
    }
}
