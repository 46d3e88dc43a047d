package dev.patrol.simulator.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulator shows what real nodes have shown; {@code SimulatorTruthIT} asks them again. */
@ParameterizedClass
@EnumSource(Release.class)
class ContractTest {
    private static final Map<Release, Map<Scenario, Play.Played>> PLAYED = new EnumMap<>(Release.class);

    @Parameter
    private Release release;

    private Map<Scenario, Play.Played> played() {
        return PLAYED.computeIfAbsent(release, on -> {
            Map<Scenario, Play.Played> all = new EnumMap<>(Scenario.class);
            for (Scenario scenario : Scenario.values()) {
                all.put(scenario, Play.of(scenario, SimulatedSubject.of(scenario, on)));
            }
            return all;
        });
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void showsWhatRealNodesHaveShown(Scenario scenario) {
        Account account = Deviation.applied(played().get(scenario).account(), release);
        Records.SIMULATED.write(scenario, release, account);

        assertEquals(Records.KEPT.read(scenario, release), account.text());
    }

    /** On real nodes the next scenario begins there. */
    @ParameterizedTest
    @EnumSource(value = Scenario.class, mode = EnumSource.Mode.EXCLUDE, names = "FIRST_START")
    void leavesTheClusterAsItFoundIt(Scenario scenario) {
        Account account = played().get(scenario).account();

        assertEquals(lasting(account.under("at first")), lasting(account.under("at last")));
    }

    /** All but how often something happened: the timeline, and whether a server has started since somebody looked. */
    private static List<String> lasting(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.matches(". (timeline|PostgreSQL|file): .*"))
                .toList();
    }

    @Test
    void everyVerbIsCalledInSomeScenario() {
        Set<String> called = new TreeSet<>();
        played().values().forEach(one -> called.addAll(one.calls()));

        assertEquals(Calls.of(Play.INTERFACES), called);
    }

    @Test
    void everyTransitionHappensInSomeScenario() {
        Set<Transition> happened = EnumSet.noneOf(Transition.class);
        Arrays.stream(Scenario.values()).map(Scenario::transitions).forEach(happened::addAll);

        assertEquals(EnumSet.allOf(Transition.class), happened);
    }

    @Test
    void everyDeviationIsMetInSomeScenario() {
        List<Account> accounts = new ArrayList<>();
        played().values().forEach(one -> accounts.add(one.account()));

        assertEquals(List.of(), Deviation.unmetIn(accounts, release));
    }
}
