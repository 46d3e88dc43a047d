package dev.patrol.reconcile;

import dev.patrol.definition.ClusterName;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.definition.Revision;
import dev.patrol.problem.Message;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Reason;
import dev.patrol.reconcile.FleetPass.Mode;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.Outcome;
import dev.patrol.status.StatusStore;
import dev.patrol.status.StatusStoreException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Makes the reports of one pass: each with the outcome, which is kept with the cluster's status and told to the events. */
final class ClusterReports {
    private final StatusStore statuses;
    private final InstantSource clock;
    private final Pass pass;

    /** @param clock says when a cluster was done with */
    ClusterReports(StatusStore statuses, InstantSource clock, Pass pass) {
        this.statuses = statuses;
        this.clock = clock;
        this.pass = pass;
    }

    Revision revision() {
        return pass.revision();
    }

    /** What all clusters of a pass have in common. */
    record Pass(Mode mode, Revision revision, PassEvents events) {}

    /** Of a cluster whose definition cannot be taken. */
    ClusterReport ofBroken(DefinitionSet.Broken broken) {
        try {
            Outcome outcome = OutcomeRule.ofBroken(broken.problems());
            ClusterStatus status =
                    status(broken.name(), outcome, ClusterStatus.Seen.NOTHING, statuses.read(broken.name()));
            return finished(new ClusterReport(status, Optional.empty(), List.of(), broken.problems()));
        } catch (StatusStoreException e) {
            return ofUnremembered(broken.name(), broken.problems(), e);
        }
    }

    /**
     * Of a cluster that was looked at, and worked on where the pass applies.
     *
     * @param before its status of the pass before
     */
    ClusterReport of(ClusterName cluster, Reconciler.Result result, Optional<ClusterStatus> before) {
        ClusterStatus status = status(cluster, outcome(result), NodeStatuses.of(result), before)
                .withIneffectiveRestarts(result.ineffective().marks());
        return finished(new ClusterReport(
                status,
                result.assessment().work(),
                result.results(),
                result.assessment().problems()));
    }

    /** Of a cluster that another pass works on; whose status it is, and who tells of it, is that one's business. */
    ClusterReport ofLocked(ClusterName cluster) {
        Outcome outcome = new Outcome(Outcome.Kind.WAITING, List.of(Unfinished.LOCKED.reason()));
        ClusterStatus status = status(cluster, outcome, ClusterStatus.Seen.NOTHING, statuses.read(cluster));
        return new ClusterReport(status, Optional.empty(), List.of(), List.of());
    }

    /**
     * Of a cluster whose status of the pass before cannot be read, or its lease had. Nobody knows then which restarts were
     * ineffective: so nothing was done, and what is there is not replaced.
     */
    ClusterReport ofUnremembered(ClusterName cluster, List<Problem> problems, RuntimeException failure) {
        ClusterStatus status =
                status(cluster, OutcomeRule.ofBroken(problems), ClusterStatus.Seen.NOTHING, Optional.empty());
        ClusterReport report = new ClusterReport(status, Optional.empty(), List.of(), problems)
                .stalled(Reason.said(Message.of(failure)));
        pass.events().clusterFinished(report);
        return report;
    }

    private Outcome outcome(Reconciler.Result result) {
        if (result.last().isEmpty()) {
            return OutcomeRule.ofBroken(result.assessment().problems());
        }
        return pass.mode() == Mode.LOOK
                ? OutcomeRule.ofLook(result.last().get().plan())
                : OutcomeRule.ofApply(result.results(), result.last().get());
    }

    private ClusterStatus status(
            ClusterName cluster, Outcome outcome, ClusterStatus.Seen seen, Optional<ClusterStatus> before) {
        ClusterStatus.Pass ended = new ClusterStatus.Pass(outcome, pass.revision(), clock.instant());
        return ClusterStatus.after(cluster, ended, seen, before);
    }

    // `plan` changes nothing, the state folder included. A pass that was told to stop has come to nothing yet.
    private ClusterReport finished(ClusterReport report) {
        ClusterReport told = report;
        if (pass.mode() == Mode.APPLY && !Thread.currentThread().isInterrupted()) {
            try {
                statuses.record(report.status());
            } catch (StatusStoreException e) {
                told = report.stalled(Reason.said(Message.of(e)));
            }
        }
        pass.events().clusterFinished(told);
        return told;
    }
}
