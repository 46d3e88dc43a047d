package dev.patrol;

import dev.patrol.cli.CommandFailure;
import dev.patrol.cli.CommonOptions;
import dev.patrol.cli.Services;
import dev.patrol.problem.Problems;
import dev.patrol.settings.Settings;
import dev.patrol.settings.SettingsReader;
import dev.patrol.settings.Surroundings;
import dev.patrol.view.Wording;
import org.slf4j.LoggerFactory;

/** Reads the settings and makes the services for one command. */
final class Wiring implements Services.Factory {
    private final Surroundings surroundings;

    Wiring(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Services open(CommonOptions options) {
        Problems problems = new Problems();
        Settings settings = SettingsReader.load(options.settings(), surroundings, problems)
                .orElseThrow(() -> CommandFailure.of(problems.all()));
        if (problems.hasErrors()) {
            throw CommandFailure.of(problems.all());
        }
        problems.all().stream().map(Wording::of).forEach(LoggerFactory.getLogger("patrol")::warn);
        return new Assembly(settings, options, surroundings);
    }
}
