package dev.patrol.simulator.contract;

import dev.patrol.definition.Login;
import dev.patrol.observe.ServerInquiry;
import dev.patrol.parameters.NewValue;
import dev.patrol.parameters.Setting;
import dev.patrol.parameters.SettingsCatalog;
import dev.patrol.remote.FileEdit;
import dev.patrol.testing.Trees;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Files of Patroni and of PostgreSQL, and what the server says of them. */
final class FileScenarios {
    private static final Login STRANGER = new Login("patrol", new Secret("not the password"));

    private FileScenarios() {}

    static void file(Play play) {
        FileEdit unused = play.edit("B", tree -> Trees.set(tree, "tags.unused", true));
        play.tell("stage what is not used", () -> play.verbs().nodeControl().stage(play.node("B"), unused));
        play.tell("discard it", () -> play.verbs().nodeControl().discard(play.node("B")));
        play.tell("commit what is discarded", () -> play.verbs().nodeControl().commit(play.node("B"), unused));
        FileEdit late = new FileEdit(unused.text(), Optional.of(new Secret("what nobody wrote\n")));
        play.tell("stage over another file", () -> play.verbs().nodeControl().stage(play.node("B"), late));
        play.tell("commit over another file", () -> play.verbs().nodeControl().commit(play.node("B"), late));
        play.tell("discard again", () -> play.verbs().nodeControl().discard(play.node("B")));
        play.write("B", tree -> Trees.set(tree, "tags.spare", true));
        play.look("a file that is not read");
        play.tell(
                "reload by a stranger", () -> play.verbs().patroniControl().reload(play.node("B"), List.of(STRANGER)));
        play.tell("reload without a login", () -> play.verbs().patroniControl().reload(play.node("B"), List.of()));
        play.tell(
                "reload by the second login",
                () -> play.verbs()
                        .patroniControl()
                        .reload(
                                play.node("B"),
                                List.of(STRANGER, play.logins("B").get(0))));
        play.await("B has read its file", seen -> play.hasRead(seen, "B"));
        play.look("a file that is read");
        play.write("B", tree -> Trees.set(tree, "postgresql.parameters.work_mem", "6MB"));
        play.reload("B");
        play.look("another work_mem");
        play.write("B", tree -> {});
        play.reload("B");
    }

    static void serverFiles(Play play) {
        play.faults().alterSystem(play.name("B"), "work_mem", "9MB");
        play.look("work_mem altered");
        play.tell(
                "reset work_mem",
                () -> play.verbs()
                        .nodeControl()
                        .resetParameters(play.node("B"), List.of("work_mem", "maintenance_work_mem")));
        play.look("work_mem reset");
        play.faults().alterSystem(play.name("B"), "track_activity_query_size", "4096");
        play.look("a parameter altered that a restart changes");
        play.write("B", tree -> Trees.set(tree, "tags.spare", true));
        play.reload("B");
        play.look("and Patroni reloads");
        play.tell(
                "reset track_activity_query_size",
                () -> play.verbs().nodeControl().resetParameters(play.node("B"), List.of("track_activity_query_size")));
        play.write("B", tree -> {});
        play.reload("B");
        play.look("reset, and Patroni reloads");
        play.restart("B");
        play.await("two replicas stream", Play::isWhole);
        play.faults().editFiles(play.name("B"), "work_mem", "11MB");
        play.look("files edited");
        play.write("B", tree -> Trees.set(tree, "tags.spare", true));
        play.reload("B");
        play.look("files edited, and Patroni reloads");
        play.write("B", play.renewal("B"));
        play.reload("B");
        play.look("files renewed");
        play.write("B", tree -> {});
        play.reload("B");
    }

    static void serverWord(Play play) {
        ServerInquiry inquiry = new ServerInquiry(play.verbs().parameterReader());
        for (String name : List.of("max_connections", "work_mem", "wal_level", "server_version_num")) {
            play.ask("setting " + name, () -> setting(inquiry.catalog(play.node("A"), Optional.empty()), name));
        }
        play.ask(
                "objections",
                () -> inquiry.objections(
                                play.node("A"),
                                Set.of(new NewValue("work_mem", "8MB"), new NewValue("max_connections", "80")))
                        .toString());
        play.ask(
                "objections to nonsense",
                () -> inquiry.objections(play.node("A"), Set.of(new NewValue("work_mem", "plenty"))).keySet().stream()
                        .map(NewValue::name)
                        .toList());
        play.tell("checkpoint", () -> play.verbs().nodeControl().checkpoint(play.node("A"), Play.RESTART));
    }

    private static String setting(SettingsCatalog catalog, String name) {
        Setting found = catalog.find(name).orElseThrow();
        return found.context() + " " + found.kind() + " " + found.range().unit().orElse("-");
    }
}
