package dev.patrol.parameters;

import java.util.List;
import java.util.Set;

/**
 * What a change of a key in Patroni's own file takes, from what Patroni does with it on reload ({@code
 * patroni/__main__.py reload_config} and the constructors it does not run again).
 */
public final class PatroniKeys {
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
    private static final Set<String> REST_SERVER = Set.of(
            "restapi.listen",
            "restapi.certfile",
            "restapi.keyfile",
            "restapi.keyfile_password",
            "restapi.cafile",
            "restapi.ciphers",
            "restapi.verify_client");

    // Read by constructors only.
    private static final Set<String> PROCESS_START = Set.of(
            "restapi.request_queue_size",
            "restapi.thread_pool_size",
            "thread_pool_size",
            "thread_stack_size",
            "postgresql.pgpass");

    private static final Set<String> DCS_SECTIONS =
            Set.of("etcd", "etcd3", "consul", "zookeeper", "exhibitor", "kubernetes", "raft");
    private static final Set<String> DCS_CREDENTIALS = Set.of("username", "password");

    private PatroniKeys() {}

    /** The effect of a change below {@code path}, the key's names from the top of the file. */
    public static Effect effectOf(List<String> path) {
        String top = path.get(0);
        if (top.equals("bootstrap")) {
            return Effect.NOTHING;
        }
        if (path.size() > 2 && path.subList(0, 2).equals(List.of("postgresql", "parameters"))) {
            return ParameterCatalog.effectOf(path.get(2));
        }
        if (DCS_SECTIONS.contains(top)) {
            return path.size() > 1 && DCS_CREDENTIALS.contains(path.get(1)) ? Effect.RELOAD : Effect.PATRONI_RESTART;
        }
        return effectOf(top, path.size() > 1 ? top + "." + path.get(1) : top);
    }

    private static Effect effectOf(String top, String firstTwo) {
        if (IDENTITY.contains(top) || IDENTITY.contains(firstTwo) || REST_SERVER.contains(firstTwo)) {
            return Effect.REFUSED;
        }
        if (PROCESS_START.contains(top) || PROCESS_START.contains(firstTwo)) {
            return Effect.PATRONI_RESTART;
        }
        return firstTwo.equals("postgresql.listen") ? Effect.RESTART : Effect.RELOAD;
    }

    /** Why a refused key is refused, and the way out. */
    public static String refusalOf(List<String> path) {
        if (path.get(0).equals("restapi")) {
            return "a reload that fails on it leaves Patroni without its API, and the next one blocks its loop; pause the"
                    + " cluster, change it by hand with a restart of Patroni on each node, then resume";
        }
        return "it is part of the member's identity: Patroni passes over it on reload and breaks at its next start; put"
                + " the old value back, or define a new cluster";
    }
}
