package dev.patrol.simulator.contract;

import java.util.ArrayList;
import java.util.List;

/** What one play of a scenario was answered and saw, entry by entry. */
public record Account(List<Entry> entries) {
    public Account {
        entries = List.copyOf(entries);
    }

    /**
     * Lines under a label, which says what was done or that somebody looked. What is seen is a line for each thing, which
     * begins with the thing's name and a colon.
     */
    public record Entry(String label, List<String> lines) {
        public Entry {
            lines = List.copyOf(lines);
        }

        boolean isLook() {
            return lines.size() > 1;
        }
    }

    public List<String> under(String label) {
        return entries.stream()
                .filter(entry -> entry.label().equals(label))
                .findFirst()
                .map(Entry::lines)
                .orElse(List.of());
    }

    /** For people, and for a file: of each look what is not as in the look before, so that two are equal if all is. */
    public String text() {
        StringBuilder text = new StringBuilder();
        List<String> before = List.of();
        for (Entry entry : entries) {
            text.append('[').append(entry.label()).append("]\n");
            List<String> shown = entry.isLook() ? changes(before, entry.lines()) : entry.lines();
            shown.forEach(line -> text.append(line).append('\n'));
            text.append('\n');
            before = entry.isLook() ? entry.lines() : before;
        }
        return text.toString();
    }

    private static List<String> changes(List<String> before, List<String> now) {
        List<String> changes = new ArrayList<>(now);
        changes.removeAll(before);
        List<String> things = now.stream().map(Account::thing).toList();
        before.stream()
                .map(Account::thing)
                .filter(thing -> !things.contains(thing))
                .forEach(thing -> changes.add(thing + " is not told"));
        return changes;
    }

    private static String thing(String line) {
        return line.substring(0, line.indexOf(':'));
    }
}
