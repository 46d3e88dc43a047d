package dev.patrol.authoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.definition.DefinitionFiles;
import dev.patrol.language.DefinitionReader;
import dev.patrol.problem.Location;
import dev.patrol.yaml.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthoredClusterTest {
    private static final Password KNOWN = new Password.Stored(new Secret("correct-horse"));

    private static AuthoredNode node(int number, Optional<Long> zone, Object... settings) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.put((String) settings[i], settings[i + 1]);
        }
        all.put("layout", "debian");
        all.put("postgresql.version", 17L);
        all.put("users.superuser.password", KNOWN);
        all.put("users.replication.password", new Password.InEnvironment("REPLICATION"));
        return new AuthoredNode("pg" + number, zone, Map.of("address", "10.0.0." + number), all);
    }

    private static AuthoredCluster pay(Set<String> ofZones, AuthoredNode... nodes) {
        return AuthoredCluster.of("pay", List.of(nodes), ofZones, "a test");
    }

    @Test
    void whatAllNodesSayIsTheClustersInTheOrderOfTheLanguage() {
        AuthoredCluster pay = pay(
                Set.of(),
                node(1, Optional.empty(), "raw.local.log.level", "INFO", "postgresql.port", 5433L),
                node(2, Optional.empty(), "raw.local.log.level", "INFO", "tags", Map.of("nofailover", true)));

        assertEquals("""
                # yaml-language-server: $schema=../schema/cluster.schema.json
                # Imported from a test.
                cluster: pay
                layout: debian
                postgresql: {version: 17}
                users:
                  superuser: {password: {file: secrets/pay.yaml, key: superuser}}
                  replication: {password: {env: REPLICATION}}
                raw:
                  local: {log: {level: INFO}}
                nodes:
                  pg1: {address: 10.0.0.1, postgresql: {port: 5433}}
                  pg2: {address: 10.0.0.2, tags: {nofailover: true}}
                """, pay.definition());
        assertEquals(
                List.of(),
                DefinitionReader.read(DefinitionFiles.of(Map.of("clusters/pay.yaml", pay.definition())))
                        .problems()
                        .stream()
                        .filter(problem -> problem.isError())
                        .toList());
    }

    @Test
    void whatAZoneAgreesOnIsTheZonesAndWhatBelongsToZonesIsNeverTheClusters() {
        AuthoredCluster pay = pay(
                Set.of("patroni.ttl"),
                node(1, Optional.of(1L), "patroni.ttl", 40L, "restapi.port", 8009L),
                node(2, Optional.of(1L), "patroni.ttl", 40L, "restapi.port", 8009L),
                node(3, Optional.of(2L), "patroni.ttl", 40L));

        assertEquals("""
                zones:
                  1:
                    patroni: {ttl: 40}
                    restapi: {port: 8009}
                    nodes:
                      pg1: {address: 10.0.0.1}
                      pg2: {address: 10.0.0.2}
                  2:
                    patroni: {ttl: 40}
                    nodes:
                      pg3: {address: 10.0.0.3}
                """, pay.definition().substring(pay.definition().indexOf("zones:")));
    }

    @Test
    void passwordsGoToTheSecretsFileOnceForEachLevel() {
        Password untold = new Password.Untold(Location.ofFile("hosts.yml"));
        AuthoredCluster pay = pay(
                Set.of(),
                node(1, Optional.empty(), "users.rewind.password", new Password.Stored(new Secret("cow"))),
                node(2, Optional.empty(), "users.rewind.password", untold));

        assertEquals("""
                # Passwords of cluster pay: not for Git, and for nobody to read but Patrol.
                superuser: correct-horse
                rewind-node-pg1: cow
                # rewind-node-pg2: is missing; see hosts.yml
                """, pay.secrets().orElseThrow().reveal());
    }
}
