package dev.patrol.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.ClusterName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLeasesTest {
    private static final ClusterName PAY = new ClusterName("pay");
    private static final ClusterName SHOP = new ClusterName("shop");

    @TempDir
    private Path folder;

    private FileLeases leases() {
        return new FileLeases(folder.resolve("leases"));
    }

    @Test
    void aClusterIsChangedByOneAtATime() {
        Optional<Optional<String>> second = leases().whileHolding(PAY, () -> leases().whileHolding(PAY, () -> "both"));

        assertEquals(Optional.of(Optional.empty()), second);
    }

    @Test
    void otherClustersAreNotHeldUp() {
        Optional<Optional<String>> other = leases().whileHolding(PAY, () -> leases().whileHolding(SHOP, () -> "both"));

        assertEquals(Optional.of(Optional.of("both")), other);
    }

    @Test
    void aLeaseEndsWithItsWorkHoweverThatEnds() {
        assertEquals(Optional.of(1), leases().whileHolding(PAY, () -> 1));
        assertThrows(
                IllegalStateException.class,
                () -> leases().whileHolding(PAY, () -> {
                    throw new IllegalStateException("failed");
                }));

        assertEquals(Optional.of(2), leases().whileHolding(PAY, () -> 2));
    }

    @Test
    void whereNobodyCanTellNothingIsBegun() throws IOException {
        Files.writeString(folder.resolve("leases"), "no folder");

        LeaseException failure = assertThrows(LeaseException.class, () -> leases().whileHolding(PAY, () -> 1));

        assertTrue(failure.getMessage().contains("make the folder writable or set 'state_directory'"));
        assertTrue(failure.getMessage().contains("pay.lock"));
    }
}
