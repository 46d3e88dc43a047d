package dev.patrol.metrics;

import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.List;

/** A metric and the values of its labels, in the order of the labels. */
record Series(Metric metric, List<String> values) {
    Series {
        values = List.copyOf(values);
        if (values.size() != metric.labels().size()) {
            throw new IllegalArgumentException(metric.exposedName() + " has the labels " + metric.labels());
        }
    }

    /** The value of one of the metric's labels; blank where the metric has no such label. */
    String value(String label) {
        int index = metric.labels().indexOf(label);
        return index < 0 ? "" : values.get(index);
    }

    List<Tag> tags() {
        List<Tag> tags = new ArrayList<>();
        metric.labels().forEach(label -> tags.add(Tag.of(label, value(label))));
        return tags;
    }
}
