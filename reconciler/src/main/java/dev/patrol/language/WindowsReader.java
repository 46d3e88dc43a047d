package dev.patrol.language;

import dev.patrol.calendar.CronText;
import dev.patrol.calendar.CronTimes;
import dev.patrol.calendar.Window;
import dev.patrol.calendar.Windows;
import dev.patrol.keys.KeyValues;
import dev.patrol.problem.Guess;
import dev.patrol.problem.Problems;
import dev.patrol.units.Quantity;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code maintenance}: which time zone there is, and which times a cron expression names, no schema can know. */
record WindowsReader(KeyValues settings, Problems problems) {
    Windows read() {
        ZoneId zone = settings.find("maintenance.time_zone").map(this::zone).orElse(ZoneOffset.UTC);
        Windows windows = new Windows(zone, windows("maintenance.allow"), windows("maintenance.deny"));
        settings.find("maintenance.allow")
                .filter(list -> !windows.mayOpen())
                .ifPresent(list -> problems.error(
                        list.location(),
                        "the maintenance windows never open: 'maintenance.deny' forbids all that 'maintenance.allow' names;"
                                + " take one of them back"));
        return windows;
    }

    private ZoneId zone(YamlNode node) {
        String name = String.valueOf(node.plain());
        if (name.equals("UTC")) {
            return ZoneOffset.UTC;
        }
        if (ZoneId.getAvailableZoneIds().contains(name)) {
            return ZoneId.of(name);
        }
        problems.error(
                node.location(),
                "'" + name + "' is no time zone" + Guess.didYouMean(name, ZoneId.getAvailableZoneIds())
                        + "; write a name such as Europe/Berlin, or UTC");
        return ZoneOffset.UTC;
    }

    private List<Window> windows(String path) {
        List<Window> windows = new ArrayList<>();
        for (YamlNode item : settings.items(path)) {
            KeyValues window = new KeyValues((YamlMap) item);
            Optional<CronTimes> opens = window.find("schedule").flatMap(this::times);
            Optional<String> duration = window.text("duration");
            if (opens.isPresent() && duration.isPresent()) {
                windows.add(new Window(opens.get(), Quantity.duration(duration.get())));
            }
        }
        return windows;
    }

    private Optional<CronTimes> times(YamlNode node) {
        try {
            return Optional.of(CronText.parse(String.valueOf(node.plain())));
        } catch (IllegalArgumentException e) {
            problems.error(node.location(), "a maintenance window opens at no such time: " + e.getMessage());
            return Optional.empty();
        }
    }
}
