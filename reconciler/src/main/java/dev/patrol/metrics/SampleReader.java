package dev.patrol.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the samples of an exposition in Prometheus's text form, as this program writes it. */
final class SampleReader {
    private static final Pattern LINE = Pattern.compile("(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
            + "(?:\\{(?<labels>(?:[a-zA-Z_]\\w*=\"(?:[^\"\\\\]|\\\\.)*+\",?)*+)})? (?<value>\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*+)\"");

    private SampleReader() {}

    /** All samples, or nothing at all when any line cannot be read: half a file would count half. */
    static Optional<List<Sample>> read(String exposition) {
        List<Sample> samples = new ArrayList<>();
        for (String line : exposition.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Optional<Sample> sample = sample(line);
            if (sample.isEmpty()) {
                return Optional.empty();
            }
            samples.add(sample.get());
        }
        return exposition.endsWith("\n") ? Optional.of(samples) : Optional.empty();
    }

    private static Optional<Sample> sample(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> labels = new HashMap<>();
        if (matcher.group("labels") != null) {
            LABEL.matcher(matcher.group("labels"))
                    .results()
                    .forEach(label -> labels.put(label.group(1), unescaped(label.group(2))));
        }
        try {
            double value = Double.parseDouble(matcher.group("value"));
            return Optional.of(new Sample(matcher.group("name"), labels, value));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String unescaped(String value) {
        return Pattern.compile("\\\\(.)")
                .matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).equals("n") ? "\n" : found.group(1)));
    }
}
