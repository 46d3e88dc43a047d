package dev.patrol.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * All on the nodes that Patrol could have changed: files with inode, times and content; units and their processes;
 * postmasters; how often Patroni was told to reload or restart; the configuration in the DCS with its revision.
 */
record Snapshot(SortedMap<String, String> nodes) {
    // Patroni itself makes copies of PostgreSQL's files, a while after each start.
    private static final String LOOK = """
            find /etc/patroni /etc/postgresql -type f ! -name '*.backup' \
                -printf '%p %i %T@ %C@ %m %u:%g\\n' 2>/dev/null | sort || true
            find /etc/patroni -type f -exec sha256sum {} + | sort
            find /var/lib/postgresql /var/lib/pgsql -name 'postgresql.auto.conf' -printf '%p %i %T@ %C@\\n' 2>/dev/null || true
            systemctl show -p Id,MainPID,ActiveState,UnitFileState,NRestarts 'patroni*' 'postgresql*'
            for file in /var/lib/postgresql/*/*/postmaster.pid; do
                [ ! -e "$file" ] || sed -n '1p;3p' "$file"
            done
            journalctl -q --no-pager -o cat -u 'patroni*' | grep -cE 'SIGHUP|POST /re|PATCH' || true
            [ ! -e /etc/default/etcdctl ] || export $(cat /etc/default/etcdctl)
            ETCDCTL_API=3 etcdctl get --prefix / -w fields 2>/dev/null | grep -aA3 -E '"Key" : ".*/config"' || true
            """;

    static Snapshot of(Nodes nodes) {
        return new Snapshot(nodes.onAll(LOOK));
    }

    /** What another look shows that this one does not; empty: nothing has changed. */
    List<String> newIn(Snapshot later) {
        List<String> lines = new ArrayList<>();
        later.nodes.forEach((node, text) -> {
            List<String> known = nodes.get(node).lines().toList();
            text.lines().filter(line -> !known.contains(line)).forEach(line -> lines.add(node + ": " + line));
        });
        return lines;
    }
}
