package dev.patrol.remote.etcd;

import dev.patrol.remote.DcsReading;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds Patroni's keys among those below its path; the names are those of {@code patroni/dcs/__init__.py}. */
final class PatroniKeys {
    private static final String MEMBERS = "members/";

    private PatroniKeys() {}

    static DcsReading reading(String prefix, Map<String, String> keys) {
        Map<String, String> members = new LinkedHashMap<>();
        keys.forEach((key, value) -> {
            if (key.startsWith(prefix + MEMBERS)) {
                members.put(key.substring(prefix.length() + MEMBERS.length()), value);
            }
        });
        Optional<String> leader = Optional.ofNullable(keys.get(prefix + "leader"));
        return new DcsReading(
                Optional.ofNullable(keys.get(prefix + "initialize")), leader.filter(name -> !name.isBlank()), members);
    }
}
