package dev.patrol.observe;

import dev.patrol.parameters.SettingsCatalog;
import dev.patrol.testing.Catalogs;

/** Catalogues of real servers, for tests that are about what a server says. */
public final class Servers {
    private Servers() {}

    /** PostgreSQL 15 or 17. */
    public static SettingsCatalog catalog(int version) {
        return CatalogReader.read(Catalogs.json(version)).orElseThrow();
    }
}
