package dev.patrol.rules;

import dev.patrol.address.Host;
import dev.patrol.address.Network;
import dev.patrol.hba.HbaList;
import dev.patrol.hba.HbaWords;
import dev.patrol.keys.Forms;
import dev.patrol.keys.KeyValues;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.tree.SecretRules;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What must hold of rules for pg_hba.conf beyond their keys and kinds. One line that PostgreSQL cannot read costs all new
 * ones: it keeps the rules that it has, and does not start.
 */
public record HbaRules(Problems problems) {
    private static final Set<String> WORDS = Set.of("all", "samehost", "samenet");
    private static final Pattern NO_NAME = Pattern.compile("[0-9.]+|.*[:/].*");

    /** Rules as they stand at one level, as maps or lines. */
    public void check(List<YamlNode> rules) {
        for (YamlNode rule : rules) {
            if (rule instanceof YamlMap map) {
                checkMap(new KeyValues(map));
            } else if (rule.plain() instanceof String line && Forms.HBA_RULE.matches(line)) {
                checkLine(HbaList.fields(line), rule.location());
            }
        }
    }

    /** The lines of a node, for what an older PostgreSQL does not know, or takes for something else. */
    public void checkVersion(List<YamlNode> lines, long version) {
        for (YamlNode line : lines) {
            List<String> fields = HbaList.fields(String.valueOf(line.plain()));
            if (version < 18 && fields.contains("oauth")) {
                problems.error(
                        line.location(),
                        "PostgreSQL " + version
                                + " has no method 'oauth', which came with 18; it would refuse the whole"
                                + " pg_hba.conf: take another method");
            }
            boolean hasPattern = fields.stream()
                    .skip(1)
                    .limit(2)
                    .flatMap(field -> List.of(field.split(",")).stream())
                    .anyMatch(name -> name.startsWith("/"));
            if (version < 16 && hasPattern) {
                problems.error(
                        line.location(),
                        "PostgreSQL " + version
                                + " takes what begins with '/' for a name; regular expressions in pg_hba"
                                + " came with 16: write the names out");
            }
        }
    }

    private void checkMap(KeyValues rule) {
        boolean isLocal = rule.text("type").filter("local"::equals).isPresent();
        boolean hasAddress = rule.has("address");
        Location place = rule.root().location();
        if (isLocal && hasAddress) {
            problems.error(place, "an hba rule of type 'local' has no address; remove 'address' or take type 'host'");
        } else if (!isLocal && !hasAddress && rule.has("type")) {
            problems.error(place, "this hba rule lacks 'address'; give a network such as 10.0.0.0/8, or all");
        }
        rule.map("options").entries().forEach((name, entry) -> {
            if (SecretRules.holdsSecret(name) && entry.value() instanceof YamlScalar) {
                problems.error(
                        entry.value().location(),
                        "'" + name + "' is written out; a secret does not belong in Git: write {env: VARIABLE} or"
                                + " {file: PATH, key: KEY}");
            }
        });
        rule.find("address")
                .filter(address -> !isLocal && address.plain() instanceof String)
                .ifPresent(address -> checkAddress(String.valueOf(address.plain()), address.location()));
    }

    private void checkLine(List<String> fields, Location place) {
        boolean isLocal = fields.get(0).equals("local");
        int method = isLocal ? 3 : 4;
        boolean hasNetmask = !isLocal && fields.size() > method + 1 && Host.isIpv4(fields.get(method));
        int index = hasNetmask ? method + 1 : method;
        if (fields.size() <= index) {
            problems.error(
                    place,
                    "this hba rule has " + fields.size() + " fields; it requires type, database, user"
                            + (isLocal ? "" : ", address") + " and method");
            return;
        }
        if (!HbaWords.METHODS.contains(fields.get(index))) {
            problems.error(
                    place,
                    "'" + fields.get(index) + "' is no method of pg_hba; known are "
                            + String.join(", ", HbaWords.METHODS));
        }
        if (!isLocal && !hasNetmask) {
            checkAddress(fields.get(3), place);
        }
    }

    private void checkAddress(String address, Location place) {
        boolean isNetwork = address.contains("/") && Network.of(address).isPresent();
        if (!WORDS.contains(address) && !isNetwork && NO_NAME.matcher(address).matches()) {
            problems.error(
                    place,
                    "'" + address + "' is no address for pg_hba; write a network with its prefix, such as 10.0.0.0/8,"
                            + " 10.0.0.1/32 or fd00::/64, a host name, all, samehost or samenet");
        }
    }
}
