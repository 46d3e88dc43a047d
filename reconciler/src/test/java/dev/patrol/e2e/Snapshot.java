package dev.patrol.e2e;

import java.util.Map;

/**
 * All on a lab's nodes that Patrol could have changed: files with inode, times and content; units and their processes;
 * postmasters; how often Patroni reloaded; the configuration in the DCS with its revision.
 */
record Snapshot(Map<String, String> nodes) {
    private static final String LOOK = """
            find /etc/patroni /etc/postgresql \\( -type f -o -type l \\) \
                -printf '%p %i %T@ %C@ %m %u:%g %l\\n' 2>/dev/null | sort || true
            find /etc/patroni -type f -exec sha256sum {} + | sort
            systemctl show -p Id,MainPID,ActiveState,UnitFileState,NRestarts 'patroni*' 'postgresql*'
            ps -o pid=,lstart= -C postgres --ppid 1 | sort || true
            head -n 1 /var/lib/p*sql/*/*/postmaster.pid /var/lib/pgsql/*/data/postmaster.pid 2>/dev/null || true
            journalctl -q --no-pager -o cat -u 'patroni*' | grep -ciE 'reload|restart|SIGHUP' || true
            ETCDCTL_API=3 etcdctl get --prefix / -w fields 2>/dev/null | grep -aA3 -E '"Key" : ".*/config"' || true
            """;

    static Snapshot of(Nodes nodes) {
        return new Snapshot(nodes.onAll(LOOK));
    }
}
