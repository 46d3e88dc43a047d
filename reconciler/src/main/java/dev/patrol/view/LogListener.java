package dev.patrol.view;

import dev.patrol.apply.StepResult;
import dev.patrol.definition.ClusterName;
import dev.patrol.plan.Step;
import dev.patrol.reconcile.ClusterReport;
import dev.patrol.reconcile.PassEvents;
import dev.patrol.status.ClusterStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a pass into the log: a line per step, and one per cluster that is not simply in sync. */
public final class LogListener implements PassEvents {
    private static final Logger LOG = LoggerFactory.getLogger("patrol");

    @Override
    public void stepStarted(ClusterName cluster, Step step) {
        LOG.debug("cluster={} node={} step={} begins: {}", cluster, step.target(), step.kind(), step.reason());
    }

    @Override
    public void stepFinished(ClusterName cluster, StepResult result) {
        Step step = result.step();
        Object[] fields = {
            cluster,
            step.target(),
            step.kind(),
            result.kind().label(),
            result.took().toMillis(),
            Wording.of(result.detail())
        };
        String line = "cluster={} node={} step={} result={} ms={}: {}";
        if (result.kind() == StepResult.Kind.FAILED) {
            LOG.error(line, fields);
        } else {
            LOG.info(line, fields);
        }
    }

    @Override
    public void clusterFinished(ClusterReport report) {
        ClusterStatus status = report.status();
        String revision = status.revision().shortened();
        String outcome = status.outcome().kind().label();
        String reasons = String.join("; ", Wording.of(status.outcome().reasons()));
        switch (status.outcome().kind()) {
            case IN_SYNC -> LOG.debug("cluster={} revision={} outcome={}", status.cluster(), revision, outcome);
            case STALLED ->
                LOG.error("cluster={} revision={} outcome={}: {}", status.cluster(), revision, outcome, reasons);
            case WAITING ->
                LOG.warn("cluster={} revision={} outcome={}: {}", status.cluster(), revision, outcome, reasons);
            default -> LOG.info("cluster={} revision={} outcome={} {}", status.cluster(), revision, outcome, reasons);
        }
    }

    @Override
    public void fetchFailed(String reason) {
        LOG.error("the repository cannot be read: {}", reason);
    }

    @Override
    public void forgetFailed(String reason) {
        LOG.warn("clusters that are no longer in Git stay among the statuses: {}", reason);
    }
}
