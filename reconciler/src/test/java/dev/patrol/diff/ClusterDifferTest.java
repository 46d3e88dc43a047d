package dev.patrol.diff;

import static dev.patrol.testing.Sketch.cluster;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.NodeName;
import dev.patrol.parameters.Effect;
import dev.patrol.testing.Sketch;
import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import dev.patrol.tree.Secrets;
import dev.patrol.yaml.Secret;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterDifferTest {
    private static final NodeName PAY_1 = new NodeName("pay-1");
    private static final String WORK_MEM = "postgresql.parameters.work_mem";

    private static Sketch pay() {
        return cluster("pay").primary("pay-1");
    }

    private static List<KeyChange> file(Sketch sketch) {
        return sketch.diff().nodes().get(PAY_1).file();
    }

    private static List<String> keys(List<KeyChange> changes) {
        return changes.stream().map(KeyChange::key).toList();
    }

    private static KeyChange only(List<KeyChange> changes) {
        assertEquals(1, changes.size(), () -> "one change in " + changes);
        return changes.get(0);
    }

    @Test
    void whatIsAsGitSaysHasNoDifference() {
        ClusterDiff diff = pay().diff();

        assertTrue(diff.dynamic().isEmpty());
        assertFalse(diff.nodes().get(PAY_1).fileDiffers());
        assertTrue(diff.nodes().get(PAY_1).service().isEmpty());
        assertTrue(diff.nodes().get(PAY_1).effective().isEmpty());
    }

    @Test
    void aChangedKeyTellsBothValuesAndItsEffect() {
        KeyChange change = file(pay().git(WORK_MEM, "64MB")).stream()
                .filter(found -> found.key().equals(WORK_MEM))
                .findFirst()
                .orElseThrow();

        assertEquals(Optional.of("4MB"), change.before());
        assertEquals(Optional.of("64MB"), change.after());
        assertEquals(Effect.RELOAD, change.effect());
        assertEquals(Layer.FILE, change.layer());
    }

    @Test
    void aKeyThatSomebodyAddedByHandMustGo() {
        KeyChange change = only(file(pay().handEdit("postgresql.parameters.jit", "off")));

        assertEquals("postgresql.parameters.jit", change.key());
        assertEquals(Optional.of("off"), change.before());
        assertEquals(Optional.empty(), change.after());
    }

    @Test
    void aSharedSecretIsNotShownWhereSomebodyBeatsIt() {
        KeyChange change = only(file(
                pay().always(git -> git.dynamic("postgresql.parameters.archive_command", "PGPASSWORD=geheim cp %p a"))
                        .handEdit("postgresql.parameters.archive_command", "true")));

        assertTrue(change.origin().place().contains("beats ***"), change.origin()::place);
    }

    @ParameterizedTest
    @CsvSource({"3.3.2, REFUSED", "4.0.0, RELOAD"})
    void quorumIsRefusedWhereAMemberDoesNotKnowTheWord(String version, Effect effect) {
        Sketch sketch = pay().with(node -> node.patroniVersion = version).gitDynamic("synchronous_mode", "quorum");

        assertEquals(effect, sketch.diff().dynamic().get(0).effect());
    }

    @Test
    void aKeyThatSomebodyTookAwayComesBack() {
        KeyChange change = only(file(pay().handEdit(WORK_MEM, null)));

        assertEquals(Optional.empty(), change.before());
        assertEquals(Optional.of("4MB"), change.after());
    }

    // patroni/utils.py deep_compare looks at str(value).
    @ParameterizedTest
    @CsvSource({"100", "0", "-1"})
    void aNumberAndItsTextAreOneValue(long number) {
        Sketch quoted = pay().always(git -> git.local("postgresql.parameters.x", number))
                .handEdit("postgresql.parameters.x", String.valueOf(number));

        assertTrue(file(quoted).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"true, on", "true, ON", "true, yes", "true, true", "false, off", "false, no", "false, False"})
    void aBooleanAndPostgresWordForItAreOneValue(boolean flag, String word) {
        assertTrue(PatroniValue.same(flag, word));
        assertTrue(PatroniValue.same(word, flag));
        assertFalse(PatroniValue.same(!flag, word));
    }

    @Test
    void otherSpellingsAreOtherValues() {
        assertFalse(PatroniValue.same("on", "true"));
        assertFalse(PatroniValue.same("8GB", "8192MB"));
        assertFalse(PatroniValue.same(1L, true));
        assertFalse(PatroniValue.same(List.of("a"), "a"));
        assertFalse(PatroniValue.same("null", Map.of()));
    }

    @Test
    void anEmptyMapAndNullCountAsAbsent() {
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("watchdog", Map.of());
        seen.put("log", null);
        TreeDiffer differ = new TreeDiffer(Layer.FILE, path -> Effect.RELOAD, Secrets.NONE);

        assertTrue(differ.diff(ConfigTree.of(seen), ConfigTree.of(Map.of("tags", Map.of())))
                .isEmpty());
    }

    @Test
    void aMapOfNullsCountsAsAbsent() {
        Map<String, Object> nulls = new LinkedHashMap<>();
        nulls.put("standby_cluster", null);

        assertTrue(new TreeDiffer(Layer.DYNAMIC, path -> Effect.RELOAD, Secrets.NONE)
                .diff(ConfigTree.EMPTY, ConfigTree.of(Map.of("a", nulls)))
                .isEmpty());
    }

    @Test
    void aMapInPlaceOfAScalarIsOneChange() {
        TreeDiffer differ = new TreeDiffer(Layer.FILE, path -> Effect.RELOAD, Secrets.NONE);

        KeyChange change =
                only(differ.diff(ConfigTree.of(Map.of("tags", "x")), ConfigTree.of(Map.of("tags", Map.of("a", 1L)))));

        assertEquals("tags", change.key());
        assertEquals(Optional.of("x"), change.before());
        assertEquals(Optional.of(ConfigTree.of(Map.of("a", 1L))), change.after());
    }

    @Test
    void aListIsOneValue() {
        Sketch reordered = pay().always(
                        git -> git.local("postgresql.pg_hba", List.of("local all all peer", "host a b c d")))
                .handEdit("postgresql.pg_hba", List.of("host a b c d", "local all all peer"));

        KeyChange change = only(file(reordered));

        assertEquals("postgresql.pg_hba", change.key());
        assertEquals(Optional.of(List.of("host a b c d", "local all all peer")), change.before());
    }

    @Test
    void listsOfTheSameValuesAreTheSame() {
        assertTrue(PatroniValue.same(
                Arrays.asList(1L, "on", Map.of("a", "1")), Arrays.asList("1", true, Map.of("a", 1L))));
        assertFalse(PatroniValue.same(List.of(1L), List.of(1L, 1L)));
        assertFalse(PatroniValue.same(List.of(Map.of("a", 1L)), List.of(Map.of("b", 1L))));
    }

    @Test
    void aSecretOfGitIsMaskedOnBothSides() {
        Sketch sketch = pay().handEdit("postgresql.authentication.replication.password", "somebody's password");

        KeyChange change = only(file(sketch));

        assertEquals("***", String.valueOf(change.before().orElseThrow()));
        assertEquals("***", String.valueOf(change.after().orElseThrow()));
    }

    @Test
    void aSecretAtAnUnsuspiciousKeyIsMaskedOnBothSidesToo() {
        Sketch sketch = pay().git("postgresql.custom", new Secret("new one")).handEdit("postgresql.custom", "old one");

        KeyChange change = file(sketch).stream()
                .filter(found -> found.key().equals("postgresql.custom"))
                .findFirst()
                .orElseThrow();

        assertEquals("***", String.valueOf(change.before().orElseThrow()));
        assertEquals("***", String.valueOf(change.after().orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host=a user=b password=hunter2",
                "host=a PASSWORD = 'hunter2'",
                "sslcert=/a sslpassword=hunter2",
                "etcd://root:hunter2@10.0.0.1:2379",
                "redis://:hunter2@cache/0",
                "postgres://app:pa/hunter2@db/x",
                "host all all 0.0.0.0/0 ldap ldapserver=x ldapbindpasswd=hunter2",
                "host all all 0.0.0.0/0 radius radiusservers=x radiussecrets=hunter2",
                "AWS_SECRET_ACCESS_KEY=hunter2 wal-g wal-push %p",
                "PGPASSWORD=hunter2 pg_receivewal",
                "pgbackrest --repo1-cipher-pass=hunter2 archive-push %p",
                "tool --password hunter2 %p",
            })
    void aSecretInsideATextMasksTheText(String text) {
        List<KeyChange> changes = file(pay().handEdit("postgresql.parameters.archive_command", text));
        List<KeyChange> inList = file(pay().handEdit("postgresql.pg_hba", List.of("local all all peer", text)));

        assertFalse(changes.toString().contains("hunter2"), changes::toString);
        assertFalse(inList.toString().contains("hunter2"), inList::toString);
        assertTrue(inList.toString().contains("local all all peer"), "the other lines are shown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cp %p /archive/%f", "host=a user=b port=5432", "http://10.0.0.1:8008/patroni", "compass = 1 2"})
    void aTextWithoutASecretIsShown(String text) {
        assertEquals(text, Secrets.NONE.guard(KeyPath.of("archive_command"), text));
    }

    @Test
    void aSecretInsideAMapThatSomebodyAddedIsMasked() {
        Object shown = Secrets.NONE.guard(
                KeyPath.of("users"), List.of(Map.of("name", "app", "password", "hunter2", "auth_data", "hunter2")));

        assertFalse(String.valueOf(shown).contains("hunter2"));
        assertTrue(String.valueOf(shown).contains("app"));
    }

    @Test
    void theKindOfPasswordEncryptionIsNoSecret() {
        assertEquals("scram-sha-256", Secrets.NONE.guard(KeyPath.of("password_encryption"), "scram-sha-256"));
    }

    @Test
    void aMaskedSecretIsStillTheSecretThatGoesToThePatch() {
        Object guarded = Secrets.NONE.guard(KeyPath.of("password"), new Secret("hunter2"));

        assertEquals(new Secret("hunter2"), guarded);
    }

    @Test
    void whatOnlySeedsANewClusterNeedsNothing() {
        List<KeyChange> changes = file(pay().handEdit("bootstrap.dcs.ttl", 60L));

        assertEquals(Effect.NOTHING, only(changes).effect());
    }

    @Test
    void modeAndOwnerAreDifferencesThatNeedNothing() {
        List<KeyChange> changes = file(pay().with(node -> {
            node.mode = "644";
            node.owner = "root:root";
        }));

        assertEquals(List.of("(mode)", "(owner)"), keys(changes));
        assertTrue(changes.stream().allMatch(change -> change.effect() == Effect.NOTHING));
    }

    @Test
    void aFileThatIsNoYamlDiffersAsAWhole() {
        KeyChange change =
                only(file(pay().with(node -> node.brokenFile = Optional.of("scope: [pay\npassword: hunter2"))));

        assertEquals(ClusterDiffer.WHOLE_FILE, change.key());
        assertFalse(change.toString().contains("hunter2"));
    }

    @Test
    void aMissingFileDiffersWithoutListingItsKeys() {
        NodeDiff diff = pay().with(node -> node.file = false).diff().nodes().get(PAY_1);

        assertTrue(diff.fileMissing());
        assertTrue(diff.fileDiffers());
        assertTrue(diff.file().isEmpty());
    }

    @Test
    void movingToAnotherKindOfDcsIsRefused() {
        Sketch sketch = pay().handEdit("etcd.hosts", "10.0.0.9:2379").git("etcd3.hosts", "10.0.0.9:2379");

        List<KeyChange> refused = file(sketch).stream()
                .filter(change -> change.effect() == Effect.REFUSED)
                .toList();

        assertEquals(List.of("etcd.hosts", "etcd3.hosts"), keys(refused));
    }

    @Test
    void otherEndpointsOfTheSameDcsAreNotRefused() {
        Sketch sketch =
                pay().always(git -> git.local("etcd3.hosts", "10.0.0.9:2379")).handEdit("etcd3.hosts", "10.0.0.8:2379");

        assertEquals(Effect.PATRONI_RESTART, only(file(sketch)).effect());
    }

    @Test
    void theDynamicConfigurationIsComparedByKey() {
        Sketch sketch = pay().gitDynamic("postgresql.parameters.max_connections", 200L)
                .gitDynamic("ttl", 60L)
                .dynamicEdit("synchronous_mode", true);

        List<KeyChange> changes = sketch.diff().dynamic();

        assertEquals(List.of("postgresql.parameters.max_connections", "synchronous_mode", "ttl"), keys(changes));
        assertEquals(Effect.RESTART, changes.get(0).effect());
        assertEquals(Optional.empty(), changes.get(1).after());
        assertTrue(changes.stream().allMatch(change -> change.layer() == Layer.DYNAMIC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"slots.cdc.type", "ignore_slots", "pause", "standby_cluster.host"})
    void dynamicKeysOfPeopleAreNoDifference(String path) {
        assertTrue(pay().dynamicEdit(path, "x").diff().dynamic().isEmpty());
    }

    @Test
    void dynamicKeysOfPeopleAreGitsOnceGitSetsThem() {
        Sketch sketch =
                pay().always(git -> git.dynamic("slots.cdc.type", "logical")).dynamicEdit("slots.cdc.type", "physical");

        assertEquals(List.of("slots.cdc.type"), keys(sketch.diff().dynamic()));
    }

    @Test
    void slotsBesideThoseOfGitAreLeftAlone() {
        Sketch sketch = pay().always(git -> git.dynamic("slots.cdc.type", "logical"))
                .dynamicEdit("slots.cdc.plugin", "pgoutput")
                .dynamicEdit("slots.of_a_tool.type", "physical");

        assertEquals(List.of("slots.cdc.plugin"), keys(sketch.diff().dynamic()));
    }

    @Test
    void aSlotThatLeftGitIsNotDropped() {
        Sketch sketch = pay().always(git -> git.dynamic("slots.kept.type", "physical"))
                .dynamicEdit("slots.left.type", "physical");

        assertEquals(List.of(), sketch.diff().dynamic());
    }

    @Test
    void matchersOfIgnoredSlotsJoinThoseThatOthersSet() {
        Map<String, Object> tools = Map.of("plugin", "wal2json");
        Map<String, Object> ours = Map.of("name", "cdc");
        Sketch sketch = pay().gitDynamic("ignore_slots", List.of(ours)).dynamicEdit("ignore_slots", List.of(tools));

        assertEquals(
                Optional.of(List.of(ConfigTree.of(tools), ConfigTree.of(ours))),
                only(sketch.diff().dynamic()).after());
    }

    @Test
    void matchersOfIgnoredSlotsThatAreThereAreNoDifference() {
        Map<String, Object> tools = Map.of("plugin", "wal2json");
        Sketch sketch = pay().always(git -> git.dynamic("ignore_slots", List.of(Map.of("name", "cdc"))))
                .dynamicEdit("ignore_slots", List.of(tools, Map.of("name", "cdc")));

        assertEquals(List.of(), sketch.diff().dynamic());
    }

    @Test
    void pendingRestartsAreDifferencesOfWhatIsInEffect() {
        KeyChange named =
                only(pay().pending("shared_buffers").diff().nodes().get(PAY_1).effective());
        KeyChange unnamed = only(pay().pending().diff().nodes().get(PAY_1).effective());

        assertEquals("postgresql.parameters.shared_buffers", named.key());
        assertEquals(Effect.RESTART, named.effect());
        assertEquals("(pending restart)", unnamed.key());
    }

    @Test
    void unitsThatAreNotAsWantedAreDifferences() {
        Sketch sketch = pay().with(node -> {
            node.nativeEnabled = "enabled-runtime";
            node.patroniEnabled = "disabled";
        });

        assertEquals(
                List.of("postgresql", "patroni"),
                keys(sketch.diff().nodes().get(PAY_1).service()));
    }

    @Test
    void aNodeThatWasNotSeenHasNoDiff() {
        assertEquals(
                List.of(PAY_1),
                List.copyOf(pay().unreachable("pay-2").diff().nodes().keySet()));
    }
}
