package dev.patrol.yaml;

import static java.util.Objects.requireNonNullElse;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Makes nodes of snakeyaml's events. For one document: it remembers the document's anchors.
 *
 * <p>snakeyaml's own composer is not used: it keeps no place of a key that stands twice, counts aliases and not what
 * they stand for, and lets a map hold itself.
 */
final class DocumentReader {
    private static final int MAX_DEPTH = 50;
    // snakeyaml takes nearly everything.
    private static final Pattern ANCHOR_OF_PYYAML = Pattern.compile("[A-Za-z0-9_-]+");

    // Aliases may make a file as large as an honest one may be, not larger.
    private static final long MAX_ALIASED_WEIGHT = 1024 * 1024;

    private final SourceText source;
    private final KeyRule keyRule;
    private final Problems problems;
    private final ScalarReader scalars;
    private final StrayTab strayTab;
    private final Map<String, Part> anchors = new HashMap<>();
    private long aliasedWeight;

    /**
     * A node and what the limits ask for: how many characters and collections it stands for with its aliases
     * written out, and how deep it is.
     */
    private record Part(YamlNode node, long weight, int height) {
        static final Part UNFINISHED = new Part(new YamlScalar(Location.NOWHERE, ""), 0, 0);
    }

    DocumentReader(SourceText source, KeyRule keyRule, Problems problems) {
        this.source = source;
        this.strayTab = new StrayTab(source.text());
        this.keyRule = keyRule;
        this.problems = problems;
        this.scalars = new ScalarReader(keyRule, problems);
    }

    Optional<YamlNode> read() {
        Parser parser = new ParserImpl(new StreamReader(source.text()), new LoaderOptions());
        parser.getEvent();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return Optional.empty();
        }
        parser.getEvent();
        boolean isEmpty = isEmpty(parser.peekEvent());
        YamlNode root = node(parser, 1).node();
        parser.getEvent();
        strayTab.find().ifPresent(index -> problems.error(source.at(index), SyntaxAdvice.TAB));
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            problems.error(
                    startOf(parser.peekEvent()),
                    "a second document begins here; keep one in each file and remove the '---'");
        }
        return isEmpty ? Optional.empty() : Optional.of(root);
    }

    private static boolean isEmpty(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getValue().isEmpty()
                && scalar.getTag() == null;
    }

    private Part node(Parser parser, int depth) {
        Event event = parser.getEvent();
        if (event instanceof AliasEvent alias) {
            return aliased(alias, depth);
        }
        String anchor = requireNonNullElse(((NodeEvent) event).getAnchor(), "");
        if (!anchor.isEmpty() && !ANCHOR_OF_PYYAML.matcher(anchor).matches()) {
            problems.error(
                    startOf(event),
                    "an anchor's name is of a-z, A-Z, 0-9, '_' and '-'; quote a value that begins with '&'");
        }
        if (!anchor.isEmpty() && anchors.put(anchor, Part.UNFINISHED) != null) {
            problems.error(startOf(event), "this anchor's name is already taken; give each anchor a name of its own");
        }
        Part part = content(event, parser, depth);
        if (!anchor.isEmpty()) {
            anchors.put(anchor, part);
        }
        return part;
    }

    private Part content(Event event, Parser parser, int depth) {
        if (event instanceof ScalarEvent scalar) {
            strayTab.skip(scalar);
            return new Part(
                    scalars.read(scalar, startOf(event)), 1L + scalar.getValue().length(), 0);
        }
        checkDepth(depth, startOf(event));
        checkTag((CollectionStartEvent) event);
        return event.getEventId() == Event.ID.SequenceStart
                ? list(startOf(event), parser, depth)
                : map(startOf(event), parser, depth);
    }

    private void checkTag(CollectionStartEvent event) {
        String expected = event.getEventId() == Event.ID.SequenceStart ? "seq" : "map";
        String tag = requireNonNullElse(event.getTag(), "tag:yaml.org,2002:" + expected);
        if (!tag.equals("tag:yaml.org,2002:" + expected)) {
            problems.error(startOf(event), ScalarReader.TAG_NOT_ALLOWED);
        }
    }

    private Part list(Location location, Parser parser, int depth) {
        List<YamlNode> items = new ArrayList<>();
        long weight = 1;
        int height = 0;
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            Part item = node(parser, depth + 1);
            items.add(item.node());
            weight += item.weight();
            height = Math.max(height, item.height() + 1);
        }
        parser.getEvent();
        return new Part(new YamlList(location, items), weight, height);
    }

    private Part map(Location location, Parser parser, int depth) {
        MapContent content = new MapContent(keyRule, problems);
        long weight = 1;
        int height = 0;
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Event keyEvent = parser.peekEvent();
            Part key = isMerge(keyEvent) ? mergeKey(parser) : node(parser, depth + 1);
            Part value = node(parser, depth + 1);
            if (isMerge(keyEvent)) {
                content.merge(startOf(keyEvent), value.node());
            } else {
                put(content, keyEvent, key.node(), value.node());
            }
            weight += key.weight() + value.weight();
            height = Math.max(height, value.height() + 1);
        }
        parser.getEvent();
        return new Part(new YamlMap(location, content.entries()), weight, height);
    }

    private static boolean isMerge(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getTag() == null
                && PlainType.of(scalar.getValue()) == PlainType.MERGE;
    }

    private static Part mergeKey(Parser parser) {
        parser.getEvent();
        return Part.UNFINISHED;
    }

    private void put(MapContent content, Event keyEvent, YamlNode key, YamlNode value) {
        Location place = startOf(keyEvent);
        if (keyEvent instanceof ScalarEvent scalar) {
            PlainType type = ScalarReader.typeOf(scalar).orElse(PlainType.TEXT);
            content.put(place, scalar.getValue(), type, value);
        } else if (key instanceof YamlScalar scalar && scalar.value() instanceof String text) {
            content.put(place, text, PlainType.TEXT, value);
        } else {
            problems.error(place, "a key must be text; write it out and quote it");
        }
    }

    private Part aliased(AliasEvent alias, int depth) {
        Location place = startOf(alias);
        // no word about the name: it may be a password that begins with '*'
        Part part = anchors.get(alias.getAnchor());
        if (part == null) {
            problems.error(place, "no anchor of this name stands above; quote a value that begins with '*'");
            return new Part(new YamlScalar(place, ""), 1, 0);
        }
        if (part.equals(Part.UNFINISHED)) {
            problems.error(place, "this alias stands inside of what it stands for; write the value out");
            return new Part(new YamlScalar(place, ""), 1, 0);
        }
        checkDepth(depth + part.height() - 1, place);
        aliasedWeight += part.weight();
        if (aliasedWeight > MAX_ALIASED_WEIGHT) {
            throw new UnreadableException(
                    place, "the aliases up to here stand for more than 1 MiB of values; write the file without them");
        }
        return part;
    }

    private void checkDepth(int depth, Location place) {
        if (depth > MAX_DEPTH) {
            throw new UnreadableException(
                    place, "maps and lists are nested more than " + MAX_DEPTH + " deep; make the file flatter");
        }
    }

    private Location startOf(Event event) {
        return source.at(event.getStartMark());
    }
}
