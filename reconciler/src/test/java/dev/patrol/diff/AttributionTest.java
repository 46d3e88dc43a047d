package dev.patrol.diff;

import static dev.patrol.testing.Sketch.cluster;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.definition.NodeName;
import dev.patrol.diff.Origin.Kind;
import dev.patrol.remote.NodeReading.FileTimes;
import dev.patrol.render.WantedCluster;
import dev.patrol.testing.Sketch;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A new commit, a secret that changed and an edit by hand are three things. */
class AttributionTest {
    private static final String WORK_MEM = "postgresql.parameters.work_mem";
    private static final String PASSWORD = "restapi.authentication.password";
    private static final Instant SUCCESS = Instant.parse("2026-01-02T00:00:00Z");
    private static final Instant BEFORE = SUCCESS.minusSeconds(60);
    private static final Instant AFTER = SUCCESS.plusSeconds(60);

    private static final WantedCluster NOBODY = new WantedCluster(ConfigTree.EMPTY, new TreeMap<>());

    private static Sketch pay(Instant modified) {
        return cluster("pay")
                .primary("pay-1")
                .with(node -> node.times = Optional.of(new FileTimes(modified, modified)));
    }

    /** The origins of what differs, after a commit or without one. */
    private static List<Kind> origins(Sketch sketch, boolean isCurrent) {
        return origins(sketch, new Attribution(isCurrent, Optional.of(sketch.renderedBefore()), Optional.of(SUCCESS)));
    }

    private static List<Kind> origins(Sketch sketch, Attribution attribution) {
        ClusterDiff diff = attribution.of(sketch.diff(), sketch.seen());
        List<KeyChange> changes =
                diff.dynamic().isEmpty() ? diff.node(new NodeName("pay-1")).file() : diff.dynamic();
        return changes.stream().map(change -> change.origin().kind()).toList();
    }

    @Test
    void whatStandsAsTheRevisionBeforeWantedItIsTheCommitsDoing() {
        assertEquals(List.of(Kind.COMMIT), origins(pay(BEFORE).git(WORK_MEM, "64MB"), false));
        assertEquals(List.of(Kind.COMMIT), origins(pay(AFTER).git(WORK_MEM, "64MB"), false));
        assertEquals(List.of(Kind.COMMIT), origins(pay(BEFORE).gitDynamic("ttl", 60L), false));
    }

    @Test
    void whatNeitherRevisionWantsSomebodyHasChanged() {
        assertEquals(List.of(Kind.PATRONI_FILE), origins(pay(AFTER).handEdit(WORK_MEM, "1GB"), true));
        assertEquals(
                List.of(Kind.PATRONI_FILE),
                origins(pay(AFTER).handEdit(WORK_MEM, "1GB").git(WORK_MEM, "64MB"), false));
        assertEquals(
                List.of(Kind.DCS), origins(pay(BEFORE).dynamicEdit("ttl", 60L).gitDynamic("ttl", 90L), false));
        assertEquals(List.of(Kind.DCS), origins(pay(BEFORE).dynamicEdit("ttl", 60L), true));
    }

    @Test
    void aSecretInAFileThatNobodyTouchedChangedWhereItIsKept() {
        Sketch rotated = pay(BEFORE).git(PASSWORD, new Secret("new-password"));

        assertEquals(List.of(Kind.SECRET), origins(rotated, true));
    }

    @Test
    void aSecretThatSomebodyEditedInTheFileIsDrift() {
        Sketch edited = pay(AFTER).handEdit(PASSWORD, "typed-by-hand");

        assertEquals(List.of(Kind.PATRONI_FILE), origins(edited, true));
        assertEquals(List.of(Kind.PATRONI_FILE), origins(edited, false));
    }

    @Test
    void withoutTheRevisionBeforeOnlyAnUntouchedFileTellsAnything() {
        Attribution nothing = new Attribution(false, Optional.empty(), Optional.of(SUCCESS));

        assertEquals(List.of(Kind.COMMIT), origins(pay(BEFORE).git(WORK_MEM, "64MB"), nothing));
        assertEquals(List.of(Kind.UNKNOWN), origins(pay(AFTER).git(WORK_MEM, "64MB"), nothing));
        assertEquals(List.of(Kind.UNKNOWN), origins(pay(BEFORE).gitDynamic("ttl", 60L), nothing));
        assertEquals(
                List.of(Kind.UNKNOWN),
                origins(pay(BEFORE).git(WORK_MEM, "64MB"), new Attribution(false, Optional.empty(), Optional.empty())));
    }

    @Test
    void aNodeThatTheRevisionBeforeDidNotHaveIsNobodysEdit() {
        Sketch joined = pay(AFTER).git(WORK_MEM, "64MB");
        Attribution before = new Attribution(
                false, Optional.of(cluster("pay").primary("pay-9").renderedBefore()), Optional.of(SUCCESS));

        assertEquals(List.of(Kind.UNKNOWN), origins(joined, before));
    }

    @Test
    void whatDiffersInAFileThatNobodyTouchedIsNobodysEdit() {
        assertEquals(List.of(Kind.UNKNOWN), origins(pay(BEFORE).git(WORK_MEM, "64MB"), true));
    }

    @Test
    void inTheSecondOfTheLastSuccessNobodyCanSayWhetherASecretWasEdited() {
        Sketch rotated = pay(SUCCESS).git(PASSWORD, new Secret("new-password"));

        assertEquals(List.of(Kind.UNKNOWN), origins(rotated, true));
    }

    @Test
    void aSecretIsNoCommitsDoingWhereNobodyKnowsTheRevisionBefore() {
        Attribution nothing = new Attribution(false, Optional.empty(), Optional.of(SUCCESS));

        assertEquals(List.of(Kind.UNKNOWN), origins(pay(BEFORE).git(PASSWORD, new Secret("x-password")), nothing));
    }

    @Test
    void anItemMoreInAListThatOthersShareIsTheCommitsDoing() {
        Map<String, Object> others = Map.of("name", "theirs");
        Map<String, Object> ours = Map.of("name", "ours");
        Sketch shared =
                pay(BEFORE).dynamicEdit("ignore_slots", List.of(others)).gitDynamic("ignore_slots", List.of(ours));
        Attribution before = new Attribution(
                false,
                Optional.of(cluster("pay")
                        .primary("pay-1")
                        .always(wanted -> wanted.dynamic("ignore_slots", List.of()))
                        .renderedBefore()),
                Optional.of(SUCCESS));

        assertEquals(List.of(Kind.COMMIT), origins(shared, before));
    }

    @Test
    void whatAMachineRunsThatIsNoNodeYetIsNobodysEdit() {
        Sketch fresh = cluster("pay").fresh("pay-1");

        assertEquals(
                List.of(Kind.UNKNOWN), services(fresh, new Attribution(false, Optional.empty(), Optional.empty())));
        assertEquals(
                List.of(Kind.COMMIT),
                services(fresh, new Attribution(false, Optional.of(NOBODY), Optional.of(SUCCESS))));
        assertEquals(
                List.of(Kind.SYSTEMD), services(fresh, new Attribution(true, Optional.empty(), Optional.of(SUCCESS))));
        assertEquals(
                List.of(Kind.SYSTEMD),
                services(fresh, new Attribution(false, Optional.of(fresh.renderedBefore()), Optional.of(SUCCESS))));
    }

    @Test
    void whoeverDeletedTheFileOfANodeMadeItDrift() {
        Sketch deleted = cluster("pay").primary("pay-1").with(node -> node.file = false);
        ClusterDiff diff =
                new Attribution(true, Optional.empty(), Optional.of(SUCCESS)).of(deleted.diff(), deleted.seen());

        assertEquals(Kind.PATRONI_FILE, diff.all().get(0).change().origin().kind(), diff::toString);
        assertEquals(ClusterDiffer.WHOLE_FILE, diff.all().get(0).change().key());
    }

    @Test
    void aNodeThatTheRevisionBeforeDidNotNameMayHaveAFile() {
        Attribution joined = new Attribution(false, Optional.of(NOBODY), Optional.of(SUCCESS));

        assertEquals(List.of(Kind.COMMIT), origins(pay(BEFORE).git(WORK_MEM, "64MB"), joined));
        assertEquals(List.of(Kind.UNKNOWN), origins(pay(AFTER).git(WORK_MEM, "64MB"), joined));
    }

    private static List<Kind> services(Sketch sketch, Attribution attribution) {
        return attribution.of(sketch.diff(), sketch.seen()).node(new NodeName("pay-1")).service().stream()
                .map(change -> change.origin().kind())
                .toList();
    }
}
