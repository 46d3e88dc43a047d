package dev.patrol.presets;

import dev.patrol.address.Host;
import dev.patrol.definition.Layout;
import dev.patrol.hba.SecretLine;
import dev.patrol.keys.Forms;
import dev.patrol.keys.KeyValues;
import dev.patrol.problem.Location;
import dev.patrol.secrets.SecretReference;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The lines of pg_hba.conf, in this order: those without which the cluster would lock itself out, then the author's.
 *
 * <ol>
 *   <li>the superuser through the socket;
 *   <li>superuser, replication and rewind role from the machine itself: Patroni connects to {@code localhost};
 *   <li>the same three from each node's addresses, nodes by name;
 *   <li>the rules of the definition as they stand there.
 * </ol>
 */
record HbaLines(Roles roles, String method, Collection<String> addresses) {
    /** Whom the cluster itself works with; the superuser rewinds where no role is named for it. */
    record Roles(String superuser, String replication, String rewind) {
        static Roles of(KeyValues settings) {
            String superuser = settings.text("users.superuser.name").orElse("postgres");
            String rewind = settings.text("users.rewind.name").orElse("rewind");
            return new Roles(
                    superuser,
                    settings.text("users.replication.name").orElse("replicator"),
                    hasRewind(settings) ? rewind : superuser);
        }

        static boolean hasRewind(KeyValues settings) {
            return settings.has("users.rewind");
        }
    }

    /**
     * How passwords are checked. Those that are stored for {@code md5} pass no other method, and it takes both kinds; before
     * 14 PostgreSQL stores them so when nobody says otherwise.
     */
    static String methodOf(long version, Optional<String> passwordEncryption) {
        boolean storesMd5 = passwordEncryption.filter("md5"::equalsIgnoreCase).isPresent();
        return version < 14 || storesMd5 ? "md5" : "scram-sha-256";
    }

    /** What a new cluster starts with; replaced by the whole list as soon as Patroni runs. */
    String first() {
        // The operating system's user postgres runs Patroni; a role of another name has no user to be peer of.
        return "local all " + roles.superuser() + " " + (roles.superuser().equals(Layout.OWNER) ? "peer" : method);
    }

    YamlList with(List<YamlNode> rules) {
        Set<String> own = new LinkedHashSet<>();
        own.add(first());
        List.of("127.0.0.1", "::1").forEach(address -> addFrom(address, own));
        addresses.forEach(address -> addFrom(address, own));
        List<YamlNode> lines = new ArrayList<>();
        own.forEach(line -> lines.add(new YamlScalar(Location.NOWHERE, line)));
        rules.forEach(rule -> lines.add(line(rule)));
        return new YamlList(Location.NOWHERE, lines);
    }

    private void addFrom(String address, Set<String> lines) {
        String end = " " + client(address) + " " + method;
        lines.add("host all " + roles.superuser() + end);
        lines.add("host replication " + roles.replication() + end);
        if (!roles.rewind().equals(roles.superuser())) {
            lines.add("host postgres " + roles.rewind() + end);
        }
    }

    /** One address as pg_hba.conf has it. */
    static String client(String address) {
        return Host.withPrefix(address);
    }

    /** A rule of a definition as a line, at its place. */
    static YamlNode line(YamlNode rule) {
        return rule instanceof YamlMap map ? new YamlScalar(rule.location(), line(new KeyValues(map))) : rule;
    }

    private static Object line(KeyValues fields) {
        StringBuilder text = new StringBuilder(fields.text("type").orElse(""));
        text.append(' ').append(joined(fields, "database"));
        text.append(' ').append(joined(fields, "user"));
        fields.text("address").ifPresent(address -> text.append(' ').append(address));
        text.append(' ').append(fields.text("method").orElse(""));
        List<Object> parts = new ArrayList<>();
        fields.map("options").entries().forEach((name, entry) -> {
            text.append(' ').append(name).append('=');
            if (entry.value() instanceof YamlMap place) {
                parts.add(text.toString());
                parts.add(SecretReference.of(place));
                text.setLength(0);
            } else {
                text.append(quoted(String.valueOf(entry.value().plain())));
            }
        });
        parts.add(text.toString());
        return parts.size() == 1 ? text.toString() : new SecretLine(parts);
    }

    private static String joined(KeyValues fields, String key) {
        return fields.text(key)
                .orElseGet(() -> fields.items(key).stream()
                        .map(item -> (String) item.plain())
                        .collect(Collectors.joining(",")));
    }

    private static String quoted(String value) {
        return Forms.HBA_FIELD.matches(value) && !value.contains(",")
                ? value
                : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
