package dev.patrol.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.simulator.contract.Account;
import dev.patrol.simulator.contract.Deviation;
import dev.patrol.simulator.contract.Play;
import dev.patrol.simulator.contract.Records;
import dev.patrol.simulator.contract.Release;
import dev.patrol.simulator.contract.Scenario;
import dev.patrol.simulator.contract.SimulatedSubject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Real nodes show what the simulator shows, scenario by scenario. */
@Tag("contract")
class SimulatorTruthIT {
    /** Only these, after the first start; all when empty. */
    private static final List<String> CHOSEN =
            List.of(System.getProperty("patrol.contract", "").split(",", -1));

    private static final boolean RECORDS = Boolean.getBoolean("patrol.contract.record");

    private static LabSubject subject;

    @TestFactory
    Stream<DynamicTest> everyScenario() {
        subject = new LabSubject(Stage.empty("debian").nodes());
        return Arrays.stream(Scenario.values())
                .filter(scenario ->
                        CHOSEN.equals(List.of("")) || scenario.beginsOnEmptyNodes() || CHOSEN.contains(scenario.name()))
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> holds(scenario)));
    }

    private static void holds(Scenario scenario) {
        Release release = subject.release();
        Account simulated = Deviation.applied(
                Play.of(scenario, SimulatedSubject.of(scenario, release)).account(), release);
        Records.SIMULATED.write(scenario, release, simulated);
        Account real = Play.of(scenario, subject.expecting(simulated)).account();
        Records.REAL.write(scenario, release, real);
        if (RECORDS) {
            Records.KEPT.write(scenario, release, real);
        }

        assertEquals(simulated.text(), real.text());
    }

    @AfterAll
    static void disconnect() {
        if (subject != null) {
            subject.close();
        }
    }
}
