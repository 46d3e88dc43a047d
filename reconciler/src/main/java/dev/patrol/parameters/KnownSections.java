package dev.patrol.parameters;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys that Patroni itself knows at the top of its file and of the dynamic configuration, by its validator ({@code
 * patroni/validator.py}) and its documentation ("YAML Configuration Settings", "Dynamic Configuration Settings") up to
 * 4.1. Patroni passes over any other key without a word, so that one may stand there all the same.
 */
public final class KnownSections {
    /** Of a node's file. */
    public static final Set<String> OF_FILE = union(List.of(
            FileKeys.DCS_SECTIONS,
            Set.of(
                    "scope",
                    "namespace",
                    "name",
                    "log",
                    "restapi",
                    "ctl",
                    "citus",
                    "bootstrap",
                    "postgresql",
                    "watchdog",
                    "tags",
                    "thread_pool_size",
                    "thread_stack_size")));

    /** Of the configuration in the DCS, those of older versions and Patrol's mark included. */
    public static final Set<String> OF_DCS = union(List.of(
            DynamicKeys.LEFT_ALONE,
            DynamicKeys.MAPS_OF_SLOTS,
            Set.of(
                    "ttl",
                    "loop_wait",
                    "retry_timeout",
                    "maximum_lag_on_failover",
                    "maximum_lag_on_syncnode",
                    "max_timelines_history",
                    "check_timeline",
                    "primary_start_timeout",
                    "primary_stop_timeout",
                    "primary_race_backoff",
                    "master_start_timeout",
                    "master_stop_timeout",
                    "synchronous_mode",
                    "synchronous_mode_strict",
                    "synchronous_node_count",
                    "failsafe_mode",
                    "postgresql",
                    "citus")));

    private KnownSections() {}

    private static Set<String> union(List<Set<String>> parts) {
        return parts.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }
}
