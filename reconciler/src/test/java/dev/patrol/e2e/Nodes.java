package dev.patrol.e2e;

import dev.patrol.lab.Lab;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Three real nodes of one release in one layout, and where things live on them for the cluster {@code demo}. */
record Nodes(Suite suite, String layout, String subnet, Lab lab) {
    static final List<String> NAMES = List.of("pg1", "pg2", "pg3");

    static final Path ROOT =
            Path.of(System.getProperty("patrol.root", "..")).toAbsolutePath().normalize();

    /**
     * Boots them. Two runs on one machine must not share labs: give one of them another {@code -Dpatrol.e2e.lab} and
     * another {@code -Dpatrol.e2e.subnet}, the third number of the first of its four subnets. With
     * {@code -Dpatrol.e2e.keep=true} they stay up for the next run, which takes them as it finds them.
     */
    static Nodes up(Suite suite, String layout) {
        String name = System.getProperty("patrol.e2e.lab", "it") + "-" + suite.label() + "-" + layout;
        int first = Integer.getInteger("patrol.e2e.subnet", 70);
        String subnet = "10.77." + (first + suite.ordinal() * 2 + (layout.equals("el") ? 1 : 0));
        Lab lab = Boolean.getBoolean("patrol.e2e.keep")
                ? Lab.kept(name, subnet, "--layout", layout)
                : Lab.up(name, subnet, "--layout", layout);
        return new Nodes(suite, layout, subnet, lab);
    }

    String address(String node) {
        return lab.ssh(node).host();
    }

    /** What a script prints that root runs on a node; it must succeed. */
    String on(String node, String script) {
        return lab.exec(node, "bash", "-euc", script).strip();
    }

    /** What a script prints on each node. */
    SortedMap<String, String> onAll(String script) {
        return onEach(node -> on(node, script));
    }

    /** What a statement prints, run by the superuser over the local socket. */
    String sql(String node, String statement) {
        return on(node, "cd / && runuser -u postgres -- psql -XAtqc '" + statement.replace("'", "'\\''") + "'");
    }

    SortedMap<String, String> sqlOnAll(String statement) {
        return onEach(node -> sql(node, statement));
    }

    /** The same for every node. */
    static SortedMap<String, String> everywhere(String value) {
        return onEach(node -> value);
    }

    private static SortedMap<String, String> onEach(Function<String, String> ask) {
        SortedMap<String, String> answers = new TreeMap<>();
        NAMES.parallelStream()
                .map(node -> List.of(node, ask.apply(node)))
                .toList()
                .forEach(answer -> answers.put(answer.get(0), answer.get(1)));
        return answers;
    }

    String scope() {
        return isEnterpriseLinux() ? "demo" : suite.postgresql() + "-demo";
    }

    String patroniUnit() {
        return isEnterpriseLinux() ? "patroni" : "patroni@" + scope();
    }

    String nativeUnit() {
        return isEnterpriseLinux() ? "postgresql-" + suite.postgresql() : "postgresql@" + scope();
    }

    String configFile() {
        return isEnterpriseLinux() ? "/etc/patroni/patroni.yml" : "/etc/patroni/" + scope() + ".yml";
    }

    /** Patroni's file on a node, but for what is another in each write: the tag, and the mark of a renewal. */
    String fileWithoutMarks(String node) {
        return on(
                node,
                "grep -v -e '^tags:$' -e '^  patrol: t[0-9a-f]*$' -e ' patrol[.]renewed: ' -e ' Patrol had this file ' "
                        + configFile());
    }

    String dataDirectory() {
        return isEnterpriseLinux()
                ? "/var/lib/pgsql/" + suite.postgresql() + "/data"
                : "/var/lib/postgresql/" + suite.postgresql() + "/demo";
    }

    /** Where {@code postgresql.conf} and {@code pg_hba.conf} lie. */
    String configDirectory() {
        return isEnterpriseLinux() ? dataDirectory() : "/etc/postgresql/" + suite.postgresql() + "/demo";
    }

    private boolean isEnterpriseLinux() {
        return layout.equals("el");
    }

    /** The node that leads, by the word of its server. */
    String leader() {
        return sqlOnAll("SELECT pg_is_in_recovery()").entrySet().stream()
                .filter(answer -> answer.getValue().equals("f"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no node leads"))
                .getKey();
    }

    /** The nodes that do not lead. */
    List<String> replicas() {
        String leader = leader();
        return NAMES.stream().filter(node -> !node.equals(leader)).toList();
    }

    /** The application names of the replicas that stream from a node. */
    String streamingFrom(String node) {
        return sql(
                node,
                "SELECT string_agg(application_name, ' ' ORDER BY 1) FROM pg_stat_replication WHERE state = 'streaming'");
    }

    /**
     * Whether a node leads, two stream from it, and every Patroni calls its server running, which it may do a moment later;
     * servers that do not answer do not count.
     */
    boolean isWhole() {
        String replicas =
                "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND NOT pg_is_in_recovery()";
        List<String> answers = List.copyOf(onAll("""
                cd /
                runuser -u postgres -- psql -XAtqc "%s" || true
                curl -s http://127.0.0.1:8008/patroni || true
                """.formatted(replicas)).values());
        return answers.stream().anyMatch(answer -> answer.startsWith("2\n"))
                && answers.stream().allMatch(answer -> answer.contains("\"state\": \"running\""));
    }

    /** When each server was started, as text that sorts by time. */
    SortedMap<String, String> postmasterStarts() {
        return sqlOnAll("SELECT to_char(pg_postmaster_start_time() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')");
    }
}
