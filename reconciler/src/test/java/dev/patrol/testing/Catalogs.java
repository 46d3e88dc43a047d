package dev.patrol.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What real servers said of their parameters: PostgreSQL 15 and 17 as Debian builds them, run by Patroni. */
public final class Catalogs {
    private Catalogs() {}

    /** As {@code settings} of node.sh gives it. */
    public static String json(int version) {
        try (InputStream file = Catalogs.class.getResourceAsStream("settings-" + version + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
