package dev.patrol.simulator.contract;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.testing.DirectThreads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The simulator, on which nobody waits. */
public final class SimulatedSubject implements Subject, Subject.Faults, Subject.Patience {
    private static final Duration SETTLED = Duration.ofSeconds(40);
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int STEPS = 120;

    private final Release release;
    private final ClusterDefinition definition;
    private final SimulatedCluster cluster;

    private SimulatedSubject(Release release, ClusterDefinition definition, SimulatedCluster cluster) {
        this.release = release;
        this.definition = definition;
        this.cluster = cluster;
        cluster.wordForPrimary = release == Release.BOOKWORM ? "master" : "primary";
    }

    /** Nodes as the scenario wants to find them. */
    public static SimulatedSubject of(Scenario scenario, Release release) {
        ClusterDefinition definition =
                ContractDefinition.of(release, node -> "10.77.0.1" + node.substring("pg".length()));
        SimulatedCluster cluster = scenario.beginsOnEmptyNodes()
                ? SimulatedCluster.fresh(definition)
                : SimulatedCluster.running(definition, ContractDefinition.rendered(definition));
        return new SimulatedSubject(release, definition, cluster);
    }

    @Override
    public Release release() {
        return release;
    }

    @Override
    public ClusterDefinition definition() {
        return definition;
    }

    @Override
    public Verbs verbs() {
        return new Verbs(cluster, cluster, cluster, cluster, cluster);
    }

    @Override
    public Faults faults() {
        return this;
    }

    @Override
    public Patience patience() {
        return this;
    }

    @Override
    public ExecutorService threads() {
        return new DirectThreads();
    }

    @Override
    public void stopPatroni(String node) {
        cluster.stop(node);
    }

    @Override
    public void hide(String node) {
        cluster.node(node).reachable = false;
    }

    @Override
    public void unhide(String node) {
        cluster.node(node).reachable = true;
    }

    @Override
    public void silenceDcs() {
        cluster.silenceDcs();
    }

    @Override
    public void restoreDcs() {
        cluster.restoreDcs();
    }

    @Override
    public void silenceRest(String node) {
        cluster.freeze(node);
    }

    @Override
    public void restoreRest(String node) {
        cluster.thaw(node);
    }

    @Override
    public void letLag(String node, String leader) {
        cluster.node(node).lag = 20L << 20;
    }

    @Override
    public void letCatchUp(String node) {
        cluster.node(node).lag = 0;
    }

    @Override
    public void alterSystem(String node, String parameter, String value) {
        cluster.node(node).files.altered.put(parameter, value);
        cluster.node(node).readFiles();
    }

    @Override
    public void editFiles(String node, String parameter, String value) {
        cluster.node(node).files.edited.put(parameter, value);
        cluster.node(node).files.hba = Optional.of("local all nobody reject");
        cluster.node(node).readFiles();
    }

    @Override
    public void during(String node, Runnable fault, Runnable restart) {
        cluster.surprises.put("restart " + node, restarting -> fault.run());
        restart.run();
    }

    @Override
    public boolean await(BooleanSupplier condition) {
        for (int step = 0; step < STEPS && !condition.getAsBoolean(); step++) {
            cluster.time.pass(STEP);
        }
        return condition.getAsBoolean();
    }

    @Override
    public List<String> settled(String label, Supplier<List<String>> look) {
        cluster.time.pass(SETTLED);
        return look.get();
    }
}
