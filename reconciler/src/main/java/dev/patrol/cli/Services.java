package dev.patrol.cli;

import dev.patrol.reconcile.FleetPass;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.reconcile.PassEvents;
import dev.patrol.reconcile.Selection;
import dev.patrol.secrets.SecretLookup;
import dev.patrol.source.DefinitionSource;
import dev.patrol.source.SourceException;
import dev.patrol.status.StatusStore;
import java.util.Optional;

/** What commands need from the world. Each part is made when it is first asked for, so that no command pays for more. */
public interface Services extends AutoCloseable {
    DefinitionSource source();

    SecretLookup secrets();

    StatusStore statuses();

    FleetReport pass(FleetPass.Mode mode, Selection selection, PassEvents events) throws SourceException;

    /** Writes the metrics of the pass into the textfile if one is asked for: why not, where that fails. For after the results. */
    Optional<String> exportMetrics();

    /** Runs the daemon until it is told to stop. */
    int serve();

    @Override
    void close();

    /** Makes the services for the options of one command. */
    @FunctionalInterface
    interface Factory {
        /** Opens what the options and the settings say; a {@link CommandFailure} when the settings are wrong. */
        Services open(CommonOptions options);
    }
}
