package dev.patrol.pgedge;

import static java.util.Objects.requireNonNull;

import dev.patrol.problem.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What Patroni keeps for a whole zone: it took that from whoever initialized the zone, which the role saw to it was the
 * zone's first host.
 */
final class FirstHosts {
    private static final List<String> OF_THE_FIRST_HOST =
            List.of("pgedge.exception_behaviour", "patroni.synchronous_mode", "patroni.synchronous_mode_strict");

    private final Map<Long, ImportedHost> first = new LinkedHashMap<>();
    private final List<ImportedHost> hosts;
    private final Problems problems;

    FirstHosts(List<ImportedHost> hosts, Problems problems) {
        this.hosts = hosts;
        this.problems = problems;
        hosts.forEach(host -> first.putIfAbsent(host.zone(), host));
    }

    /** The hosts with what counts for them. */
    List<ImportedHost> count() {
        first.values().forEach(this::warnOfPorts);
        return hosts.stream().map(this::counted).toList();
    }

    private ImportedHost counted(ImportedHost host) {
        ImportedHost founder = requireNonNull(first.get(host.zone()));
        checkVersion(host, founder);
        Map<String, Object> settings = new LinkedHashMap<>(host.settings());
        for (String key : OF_THE_FIRST_HOST) {
            Object counts = founder.settings().get(key);
            if (!Objects.equals(counts, settings.get(key))) {
                problems.warning(
                        host.place(),
                        "'" + key.substring(key.indexOf('.') + 1) + "' of host '" + host.name()
                                + "' never counted: in zone "
                                + host.zone() + " Patroni took it from the first host, '" + founder.name()
                                + "', and so does"
                                + " the definition");
            }
            settings.remove(key);
            if (counts != null) {
                settings.put(key, counts);
            }
        }
        if (differ("paths.data_dir", founder)) {
            settings.put("postgresql.parameters", certificates(host, founder));
        }
        return host.with(settings);
    }

    private boolean differ(String key, ImportedHost founder) {
        return hosts.stream()
                .filter(host -> host.zone() == founder.zone())
                .anyMatch(host -> isOther(key, host, founder));
    }

    private static boolean isOther(String key, ImportedHost host, ImportedHost founder) {
        return !Objects.equals(founder.settings().get(key), host.settings().get(key));
    }

    // The role had the founder's paths written into the DCS, where they hold for every member.
    private Map<String, Object> certificates(ImportedHost host, ImportedHost founder) {
        if (isOther("paths.data_dir", host, founder)) {
            problems.warning(
                    host.place(),
                    "host '" + host.name() + "' has another data directory than the first host of zone " + host.zone()
                            + ", '" + founder.name()
                            + "', below which the DCS has 'ssl_cert_file' and 'ssl_key_file' for all of the zone;"
                            + " the definition keeps these: see that the files are there on each host");
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("ssl_cert_file", founder.dataDir() + "/server.crt");
        parameters.put("ssl_key_file", founder.dataDir() + "/server.key");
        return parameters;
    }

    private void warnOfPorts(ImportedHost founder) {
        if (differ("postgresql.port", founder)) {
            problems.warning(
                    founder.place(),
                    "the hosts of zone " + founder.zone()
                            + " differ in 'pg_port': the DCS holds that of the first one, '"
                            + founder.name()
                            + "', which Patroni ignores, and Patrol writes the zone's there; each node keeps its own");
        }
    }

    private void checkVersion(ImportedHost host, ImportedHost founder) {
        Object version = host.settings().get("postgresql.version");
        Object wanted = founder.settings().get("postgresql.version");
        if (!Objects.equals(version, wanted)) {
            problems.error(
                    host.place(),
                    "host '" + host.name() + "' has pg_version " + version + " and '" + founder.name()
                            + "' of the same zone " + wanted
                            + "; the members of a zone replicate, so give them one version");
        }
    }
}
