package dev.patrol.parameters;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parameters of one running server, extensions that it has loaded included. */
public final class SettingsCatalog {
    private final String version;
    private final Map<String, Setting> settings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** @param version as the server words it: {@code 17.2} */
    public SettingsCatalog(String version, Collection<Setting> settings) {
        this.version = version;
        settings.forEach(setting -> this.settings.put(setting.name(), setting));
    }

    public String version() {
        return version;
    }

    /** The parameter of a name, whose case does not matter. */
    public Optional<Setting> find(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /** All of them, by name. */
    public Collection<Setting> all() {
        return Collections.unmodifiableCollection(settings.values());
    }
}
