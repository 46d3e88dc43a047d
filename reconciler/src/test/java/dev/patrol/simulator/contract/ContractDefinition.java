package dev.patrol.simulator.contract;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.language.DefinitionReader;
import dev.patrol.problem.Problems;
import dev.patrol.render.ConfigRenderer;
import dev.patrol.render.WantedCluster;
import dev.patrol.yaml.Secret;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The cluster on which all scenarios are played, by the product's own language. */
public final class ContractDefinition {
    private ContractDefinition() {}

    private static final String PATH = "clusters/demo.yaml";

    /** @param addresses each node's by its name, and of nobody else in the net */
    public static ClusterDefinition of(Release release, UnaryOperator<String> addresses) {
        String text = """
                cluster: demo
                layout: debian
                postgresql:
                  version: %d
                  parameters: {max_connections: 60, shared_buffers: 32MB, work_mem: 4MB}
                patroni: {ttl: 20, loop_wait: 1, retry_timeout: 3}
                restapi: {authentication: {username: patrol, password: {env: REST}}}
                users:
                  superuser: {name: postgres, password: {env: SUPERUSER}}
                  replication: {name: replicator, password: {env: REPLICATION}}
                hba:
                  - {type: host, database: all, user: all, address: 10.0.0.0/8, method: scram-sha-256}
                nodes:
                  pg1: {address: %s}
                  pg2: {address: %s}
                  pg3: {address: %s}
                """.formatted(
                        release.postgresql(), addresses.apply("pg1"), addresses.apply("pg2"), addresses.apply("pg3"));
        DefinitionSet set = DefinitionReader.read(DefinitionFiles.of(Map.of(PATH, text)));
        if (set.clusters().isEmpty()) {
            throw new AssertionError(set.problems());
        }
        return set.clusters().get(0);
    }

    public static WantedCluster rendered(ClusterDefinition definition) {
        return ConfigRenderer.render(definition, (reference, problems) -> new Secret("secret"), new Problems());
    }
}
