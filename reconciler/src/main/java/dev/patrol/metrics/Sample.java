package dev.patrol.metrics;

import java.util.Map;

/** One line of an exposition. */
record Sample(String name, Map<String, String> labels, double value) {
    Sample {
        labels = Map.copyOf(labels);
    }
}
