package dev.patrol;

import dev.patrol.address.HostPort;
import dev.patrol.cli.CommandFailure;
import dev.patrol.cli.ExitCode;
import dev.patrol.daemon.Daemon;
import dev.patrol.daemon.StopSignal;
import dev.patrol.metrics.ReconcileMetrics;
import dev.patrol.problem.Message;
import dev.patrol.reconcile.FleetPass;
import dev.patrol.reconcile.PassEvents;
import dev.patrol.reconcile.Selection;
import dev.patrol.settings.Settings;
import dev.patrol.view.LogListener;
import dev.patrol.web.Pages;
import dev.patrol.web.WebException;
import dev.patrol.web.WebServer;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon with everything around it: log, metrics, endpoint, signals. */
final class Serving {
    private static final Logger LOG = LoggerFactory.getLogger("patrol");
    // systemd kills after 90 s; a step that is under way gets most of that.
    private static final Duration STOP_LIMIT = Duration.ofSeconds(80);

    private final Settings settings;
    private final Assembly assembly;
    private final ReconcileMetrics metrics = new ReconcileMetrics(Assembly.BUILD);

    Serving(Settings settings, Assembly assembly) {
        this.settings = settings;
        this.assembly = assembly;
    }

    int run(FleetPass pass, ExecutorService clusterThreads) {
        LOG.info("settings in effect:\n{}", settings.effective());
        metrics.seed(assembly.statuses().readAll());
        PassEvents events = PassEvents.all(List.of(new LogListener(), metrics, textfile()));
        Daemon daemon = new Daemon(
                settings.serving().daemon(),
                () -> pass.run(FleetPass.Mode.APPLY, Selection.ALL, events),
                clusterThreads,
                Clock.systemUTC());
        Pages pages = new Pages(metrics, daemon::health, assembly.statuses(), Clock.systemUTC());
        StopSignal signal = StopSignal.onTermination(() -> daemon.stop(STOP_LIMIT), STOP_LIMIT.plusSeconds(5));
        try (WebServer server = listen(pages)) {
            LOG.info("metrics, health and status are at http://{}/", server.address());
            daemon.start();
            daemon.awaitStop();
        } catch (InterruptedException e) {
            daemon.stop(STOP_LIMIT);
            Thread.currentThread().interrupt();
        } finally {
            signal.release();
        }
        return ExitCode.OK;
    }

    private WebServer listen(Pages pages) {
        HostPort listen = settings.serving().listen();
        try {
            return WebServer.start(new InetSocketAddress(listen.host(), listen.port()), pages);
        } catch (WebException e) {
            throw new CommandFailure(Message.of(e), e);
        }
    }

    private PassEvents textfile() {
        return settings.serving()
                .metricsTextfile()
                .map(file -> new TextfileExport(file, metrics).afterEachPass())
                .orElseGet(() -> new PassEvents() {});
    }
}
