package dev.patrol.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("apart")
class PromtoolIT {
    @Test
    void theRulesAreValid() throws Exception {
        run("check", "rules", "--lint-fatal", ShippedFiles.RULES.toString());
    }

    @Test
    void everyRuleFiresWhenItShouldAndOnlyThen() throws Exception {
        run("test", "rules", ShippedFiles.RULE_TESTS.toString());
    }

    @Test
    void theScrapeConfigurationIsValid() throws Exception {
        run("check", "config", ShippedFiles.SCRAPE.toString());
    }

    @Test
    void bothStandTogetherInOneConfiguration(@TempDir Path folder) throws Exception {
        Path whole = folder.resolve("prometheus.yml");
        Files.writeString(whole, "rule_files: [" + ShippedFiles.RULES + "]\n" + Files.readString(ShippedFiles.SCRAPE));

        run("check", "config", whole.toString());
    }

    private static void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Tools.path("promtool", "prometheus")));
        command.addAll(List.of(arguments));
        Process promtool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, promtool.waitFor(), said);
    }
}
