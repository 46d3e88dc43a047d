package dev.patrol.apply;

import dev.patrol.definition.Login;
import dev.patrol.definition.NodeName;
import dev.patrol.observe.FileSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.render.Logins;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The logins that a member's REST API may take. A new password is in effect only once Patroni has read it: until then the
 * one holds that its file had when the plan was made.
 */
record RestLogins(Work work) {
    /** None: Patroni asks for no login. */
    List<Login> of(NodeName node) {
        Optional<Login> before = work.seen()
                .seen(node)
                .flatMap(NodeSeen::file)
                .flatMap(FileSeen::tree)
                .flatMap(Logins::rest);
        Optional<Login> wanted = Logins.rest(work.wanted().node(node).tree());
        return Stream.of(before, wanted).flatMap(Optional::stream).distinct().toList();
    }
}
