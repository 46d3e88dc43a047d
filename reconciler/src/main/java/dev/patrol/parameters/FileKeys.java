package dev.patrol.parameters;

import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a change of a key in Patroni's own file takes, from what Patroni does with it on reload ({@code
 * patroni/__main__.py reload_config} and the constructors it does not run again).
 */
public final class FileKeys {
    // Part of what the member is. Reload passes over them without a word, and they go off at the next process start:
    // a member of another scope, another member name, an empty data directory.
    private static final Set<String> IDENTITY = Set.of(
            "scope",
            "namespace",
            "name",
            "citus",
            "postgresql.data_dir",
            "postgresql.config_dir",
            "postgresql.bin_dir",
            "postgresql.database",
            "postgresql.config_base_name");

    // Reload closes the REST server and opens a new one. If that fails, Patroni is left without its API and the next
    // reload blocks its loop for ever, up to a second primary (patroni#2184 and its kin).
    // So Patroni's process is restarted instead, on a node where the new listener was found good before.
    private static final Set<String> REST_LISTENER =
            Set.of("restapi.listen", "restapi.certfile", "restapi.keyfile", "restapi.cafile");

    // Of the same kind; and nobody but Patroni can tell whether it would open with them.
    private static final Set<String> REST_REFUSED =
            Set.of("restapi.keyfile_password", "restapi.ciphers", "restapi.verify_client");

    // Read by constructors only.
    private static final Set<String> PROCESS_START = Set.of(
            "restapi.request_queue_size",
            "restapi.thread_pool_size",
            "thread_pool_size",
            "thread_stack_size",
            "postgresql.pgpass");

    static final Set<String> DCS_SECTIONS =
            Set.of("etcd", "etcd3", "consul", "zookeeper", "exhibitor", "kubernetes", "raft");
    private static final Set<String> DCS_CREDENTIALS = Set.of("username", "password");

    private static final KeyPath LOGINS = KeyPath.of("postgresql", "authentication");

    private FileKeys() {}

    /** The sections of a file that say which DCS the member uses; each kind is a store of its own. */
    public static Set<String> dcsSections(ConfigTree file) {
        Set<String> sections = new TreeSet<>(file.names());
        sections.retainAll(DCS_SECTIONS);
        return sections;
    }

    /** The effect of a change below {@code path}, the key's names from the top of the file. */
    public static Effect effectOf(KeyPath path) {
        String top = path.first();
        if (top.equals("bootstrap")) {
            return Effect.NOTHING;
        }
        if (DCS_SECTIONS.contains(top)) {
            boolean isLogin = path.names().size() > 1
                    && DCS_CREDENTIALS.contains(path.names().get(1));
            return isLogin ? Effect.RELOAD : Effect.PATRONI_RESTART;
        }
        return path.parameter()
                .map(ParameterCatalog::effectInFile)
                .orElseGet(() -> effectOf(top, path.upTo(2).toString()));
    }

    private static Effect effectOf(String top, String firstTwo) {
        if (IDENTITY.contains(top) || IDENTITY.contains(firstTwo) || REST_REFUSED.contains(firstTwo)) {
            return Effect.REFUSED;
        }
        if (REST_LISTENER.contains(firstTwo)) {
            return Effect.PROCESS_RESTART;
        }
        if (PROCESS_START.contains(top) || PROCESS_START.contains(firstTwo)) {
            return Effect.PATRONI_RESTART;
        }
        return firstTwo.equals("postgresql.listen") ? Effect.RESTART : Effect.RELOAD;
    }

    /** What people must do besides, where Patroni's part is not enough. */
    public static Optional<String> adviceOn(KeyPath path) {
        boolean password = path.isBelow(LOGINS) && path.last().equals("password");
        return password
                ? Optional.of("Patroni does not change the role: ALTER ROLE … PASSWORD on the primary first")
                : Optional.empty();
    }

    /** Why a refused key is refused, and the way out. */
    public static String refusalOf(KeyPath path) {
        if (path.first().equals("restapi")) {
            return "a reload that fails on it leaves Patroni without its API, and the next one blocks its loop; pause the"
                    + " cluster, change it by hand with a restart of Patroni on each node, then resume";
        }
        if (DCS_SECTIONS.contains(path.first())) {
            return "the kinds of DCS are separate stores, so a member that starts with another one finds an empty cluster;"
                    + " move it by hand: pause the cluster, change all files, restart Patroni everywhere, resume";
        }
        if (path.first().equals("standby_cluster")) {
            return "it promotes or demotes the whole cluster; change it with 'patronictl edit-config', then put the same"
                    + " into Git";
        }
        return "it is part of the member's identity: Patroni passes over it on reload and breaks at its next start; put"
                + " the old value back, or define a new cluster";
    }
}
