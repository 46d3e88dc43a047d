package dev.patrol.simulator.contract;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.Login;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.FileSeen;
import dev.patrol.observe.MemberSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.observe.Observer;
import dev.patrol.remote.DcsReader;
import dev.patrol.remote.DcsReading;
import dev.patrol.remote.FileEdit;
import dev.patrol.remote.NodeControl;
import dev.patrol.remote.NodeReader;
import dev.patrol.remote.ParameterReader;
import dev.patrol.remote.PatroniControl;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.render.FileTag;
import dev.patrol.render.Logins;
import dev.patrol.render.WantedCluster;
import dev.patrol.testing.Trees;
import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import dev.patrol.view.Wording;
import dev.patrol.yaml.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One scenario in progress on one subject. Keeps the account of it. */
public final class Play {
    static final List<Class<?>> INTERFACES =
            List.of(NodeReader.class, DcsReader.class, ParameterReader.class, NodeControl.class, PatroniControl.class);
    private static final Pattern HTTP_STATUS = Pattern.compile("\\b([45]\\d\\d)\\b");

    static final Duration RESTART = Duration.ofSeconds(60);

    private final Subject subject;
    private final Calls calls = new Calls();
    private final Subject.Verbs verbs;
    private final Observer observer;
    private final WantedCluster defined;
    private final List<Account.Entry> entries = new ArrayList<>();
    private final Map<String, Secret> written = new TreeMap<>();
    private Map<String, String> starts = Map.of();
    private long timeline;
    private Cast cast;

    private Play(Subject subject) {
        this.subject = subject;
        Subject.Verbs given = subject.verbs();
        this.verbs = new Subject.Verbs(
                calls.noted(NodeReader.class, given.nodeReader()),
                calls.noted(DcsReader.class, given.dcsReader()),
                calls.noted(ParameterReader.class, given.parameterReader()),
                calls.noted(NodeControl.class, given.nodeControl()),
                calls.noted(PatroniControl.class, given.patroniControl()));
        this.observer = new Observer(verbs.nodeReader(), verbs.dcsReader(), subject.threads());
        this.defined = ContractDefinition.rendered(subject.definition());
        ClusterObservation first = observer.observe(subject.definition(), Optional.empty());
        cast = Cast.of(subject.definition(), first);
        timeline =
                first.leader().flatMap(first::member).map(MemberSeen::timeline).orElse(1L);
        starts = starts(first);
        subject.definition()
                .nodes()
                .forEach(node -> first.seen(node.name())
                        .flatMap(NodeSeen::file)
                        .map(FileSeen::text)
                        .ifPresent(text -> written.put(node.member(), text)));
    }

    /** An account, and the verbs that were called for it. */
    public record Played(Account account, Set<String> calls) {}

    public static Played of(Scenario scenario, Subject subject) {
        Play play = new Play(subject);
        play.look("at first");
        scenario.script().accept(play);
        play.recast();
        play.look("at last");
        return new Played(new Account(play.entries), play.calls.made());
    }

    // Who is meant.

    NodeDefinition node(String alias) {
        return cast.node(alias);
    }

    String name(String alias) {
        return node(alias).name().value();
    }

    /** Gives the parts anew, by what is seen now. */
    void recast() {
        cast = Cast.of(subject.definition(), observer.glance(subject.definition(), Optional.empty()));
    }

    ClusterDefinition subjectDefinition() {
        return subject.definition();
    }

    // What may be waited for.

    static boolean isWhole(ClusterObservation seen) {
        return seen.leader()
                .flatMap(seen::member)
                .filter(leader -> leader.followers().stream()
                                .filter(follower -> follower.state().equals("streaming"))
                                .count()
                        == Cast.ALIASES.size() - 1)
                .isPresent();
    }

    boolean isFollowed(ClusterObservation seen, String leader, String replica) {
        return seen.member(node(leader).name())
                .filter(member -> member.isFollowedBy(node(replica).member()))
                .isPresent();
    }

    boolean hasRead(ClusterObservation seen, String alias) {
        return seen.seen(node(alias).name()).filter(NodeSeen::hasReadItsFile).isPresent();
    }

    long synchronous(ClusterObservation seen) {
        return seen.leader().flatMap(seen::member).stream()
                .flatMap(leader -> leader.followers().stream())
                .filter(MemberSeen.Follower::isSynchronous)
                .count();
    }

    // Looking.

    void look(String label) {
        note(label, subject.patience().settled(label, this::portrait));
        starts = starts(observer.glance(subject.definition(), Optional.empty()));
    }

    /** Waits until it is seen. */
    void await(String what, Predicate<ClusterObservation> condition) {
        boolean came =
                subject.patience().await(() -> condition.test(observer.glance(subject.definition(), Optional.empty())));
        note("until " + what, List.of(came ? "it came" : "it never came"));
    }

    private List<String> portrait() {
        Portrait.Memory memory = new Portrait.Memory(timeline, starts, written);
        return Portrait.of(cast, defined, memory, observer.observe(subject.definition(), Optional.empty()));
    }

    private Map<String, String> starts(ClusterObservation seen) {
        Map<String, String> found = new TreeMap<>(starts);
        subject.definition()
                .nodes()
                .forEach(node -> seen.member(node.name())
                        .flatMap(MemberSeen::postmasterStarted)
                        .ifPresent(start -> found.put(node.member(), start)));
        return found;
    }

    // Doing.

    Subject.Verbs verbs() {
        return verbs;
    }

    Subject.Faults faults() {
        return subject.faults();
    }

    /** A call of a verb. */
    interface Call {
        Object make() throws RemoteException;
    }

    /** A call whose answer says nothing by itself. */
    interface Order {
        void give() throws RemoteException;
    }

    void tell(String label, Order order) {
        ask(label, () -> {
            order.give();
            return "done";
        });
    }

    /** Does it and notes the answer; how a refusal is worded does not count, but for an HTTP status. */
    void ask(String label, Call call) {
        note(label, List.of(answer(call)));
    }

    private static String answer(Call call) {
        try {
            return String.valueOf(call.make());
        } catch (RejectedException e) {
            Matcher status = HTTP_STATUS.matcher(Wording.of(e.reason()));
            return status.find() ? "rejected " + status.group(1) : "rejected";
        } catch (RemoteException e) {
            return "unreachable";
        }
    }

    private void note(String label, List<String> lines) {
        String prefix = label + " ";
        long same = entries.stream()
                .filter(entry -> entry.label().equals(label) || entry.label().startsWith(prefix + "#"))
                .count();
        entries.add(new Account.Entry(same == 0 ? label : prefix + "#" + (same + 1), lines));
    }

    String describe(DcsReading reading) {
        return Portrait.dcs(cast, defined, reading, observer.glance(subject.definition(), Optional.empty()));
    }

    // Doing what many scenarios do.

    List<Login> logins(String alias) {
        return Logins.rest(defined.node(node(alias).name()).tree()).stream().toList();
    }

    FileEdit edit(String alias, Consumer<Map<String, Object>> change) {
        Map<String, Object> tree = Trees.copy(defined.node(node(alias).name()).tree());
        change.accept(tree);
        Secret text =
                defined.node(node(alias).name()).withTree(ConfigTree.of(tree)).tagged(Optional.of(FileTag.fresh()));
        return replacing(alias, text);
    }

    /** The file as defined, with the mark for which Patroni writes PostgreSQL's files anew. */
    FileEdit renewal(String alias) {
        return replacing(alias, defined.node(node(alias).name()).marked(FileTag.fresh()));
    }

    private FileEdit replacing(String alias, Secret text) {
        return new FileEdit(text, Optional.ofNullable(written.get(node(alias).member())));
    }

    void write(String alias, FileEdit edit) {
        tell("stage and commit " + alias, () -> {
            verbs.nodeControl().stage(node(alias), edit);
            verbs.nodeControl().commit(node(alias), edit);
            written.put(node(alias).member(), edit.text());
        });
    }

    void write(String alias, Consumer<Map<String, Object>> change) {
        write(alias, edit(alias, change));
    }

    void reload(String alias) {
        tell("reload " + alias, () -> verbs.patroniControl().reload(node(alias), logins(alias)));
        await(alias + " has read its file", seen -> hasRead(seen, alias));
    }

    /** Changes one key of the dynamic configuration; null takes it away. */
    void patch(String path, Object value) {
        tell(
                "patch " + path + " " + value,
                () -> verbs.patroniControl()
                        .patchConfig(node("A"), logins("A"), ConfigTree.EMPTY.with(KeyPath.parse(path), value)));
    }

    void restart(String alias) {
        NodeControl.Member member = new NodeControl.Member(
                subject.definition().scope().name(), node(alias).member());
        tell("restart " + alias, () -> verbs.nodeControl().restart(node(alias), member, RESTART));
    }
}
