/**
 * Reads YAML as Patroni's own reader (PyYAML, YAML 1.1) does, with line numbers kept, and writes it so that PyYAML reads
 * back exactly what was meant.
 *
 * <p>The only user of snakeyaml. Knows nothing of clusters. Start at {@link dev.patrol.yaml.YamlReader} and
 * {@link dev.patrol.yaml.YamlWriter}.
 */
@NullMarked
package dev.patrol.yaml;

import org.jspecify.annotations.NullMarked;
