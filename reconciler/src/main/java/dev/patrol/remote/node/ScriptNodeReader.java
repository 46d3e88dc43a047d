package dev.patrol.remote.node;

import dev.patrol.definition.Layout;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.remote.NodeReader;
import dev.patrol.remote.NodeReading;
import dev.patrol.remote.NodeReading.ConfigFile;
import dev.patrol.remote.NodeReading.DataDirectory;
import dev.patrol.remote.NodeReading.DataDirectory.Kind;
import dev.patrol.remote.NodeReading.FileTimes;
import dev.patrol.remote.NodeReading.PatroniProcess;
import dev.patrol.remote.NodeReading.RestAnswer;
import dev.patrol.remote.NodeReading.ServerReading;
import dev.patrol.remote.NodeReading.UnitState;
import dev.patrol.remote.UnreachableException;
import dev.patrol.remote.node.Reply.Section;
import dev.patrol.remote.node.Request.Verb;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a node with one {@code observe} request. */
public final class ScriptNodeReader implements NodeReader {
    private static final long MILLIS = 1000;

    private final NodeChannel channel;

    public ScriptNodeReader(NodeChannel channel) {
        this.channel = channel;
    }

    @Override
    public NodeReading read(NodeDefinition node) throws UnreachableException {
        return read(node, Verb.OBSERVE);
    }

    @Override
    public NodeReading glance(NodeDefinition node) throws UnreachableException {
        return read(node, Verb.GLANCE);
    }

    private NodeReading read(NodeDefinition node, Verb verb) throws UnreachableException {
        Layout.Paths paths = node.layout().paths();
        List<String> units = Stream.of(
                        node.layout().units().patroni(), node.layout().units().postgresql())
                .distinct()
                .toList();
        Request request = Request.of(
                verb,
                Stream.concat(
                                Stream.of(
                                        paths.configFile(),
                                        paths.dataDir(),
                                        paths.binDir(),
                                        node.rest().url()),
                                units.stream())
                        .toArray(String[]::new));
        Reply reply = channel.ask(node, "read", request, channel.usualLimit());
        if (reply.status() != 0) {
            throw new UnreachableException("cannot read node '" + node.name() + "': " + reply.errorLine()
                    + "; check the layout's paths, and ssh.become");
        }
        try {
            NodeReading reading = reading(reply, units);
            if (!reading.units().keySet().containsAll(units)) {
                throw new UnreachableException("cannot read node '" + node.name() + "': systemctl did not answer for "
                        + String.join(" and ", units) + "; check the layout's unit names");
            }
            return reading;
        } catch (CharacterCodingException e) {
            throw new UnreachableException(
                    "cannot read '" + paths.configFile() + "' on node '" + node.name()
                            + "': it is not UTF-8, which Patroni cannot read either; convert it, or move it away",
                    e);
        }
    }

    private static NodeReading reading(Reply reply, List<String> units) throws CharacterCodingException {
        Map<String, RestAnswer> rest = rest(reply.sections());
        String failure = reply.section("failure").map(Section::text).orElse("").strip();
        return new NodeReading(
                configFile(reply.require("file")),
                units(reply.require("units"), units),
                dataDirectory(reply.require("data"), reply.section("applied").map(Section::text)),
                rest,
                reply.section("place").map(place -> place.word(0)).filter(url -> !rest.isEmpty()),
                rest.isEmpty() ? Optional.of(firstLine(failure)) : Optional.empty(),
                reply.section("process")
                        .map(process -> process(process, reply.require("units")))
                        .orElse(PatroniProcess.NONE),
                reply.section("server").map(ScriptNodeReader::server).orElse(ServerReading.NONE));
    }

    private static Optional<ConfigFile> configFile(Section file) throws CharacterCodingException {
        if (file.word(0).equals("absent")) {
            return Optional.empty();
        }
        String text = StandardCharsets.UTF_8.newDecoder().decode(file.bytes()).toString();
        return Optional.of(new ConfigFile(text, file.word(1), file.word(2), times(file)));
    }

    private static Optional<FileTimes> times(Section file) {
        boolean told = file.word(3).matches("\\d+") && file.word(4).matches("\\d+");
        return told
                ? Optional.of(new FileTimes(
                        Instant.ofEpochSecond(Long.parseLong(file.word(3))),
                        Instant.ofEpochSecond(Long.parseLong(file.word(4)))))
                : Optional.empty();
    }

    /** systemd tells the start in microseconds since boot; the node's clock and uptime make a time of it. */
    private static PatroniProcess process(Section process, Section units) {
        String monotonic = pairs(
                        units.text().strip().split("\n\n", -1)[0].lines().toList(), "=")
                .getOrDefault("ExecMainStartTimestampMonotonic", "");
        boolean told = monotonic.matches("[1-9]\\d*")
                && process.word(0).matches("\\d+")
                && process.word(1).matches("\\d+(\\.\\d+)?");
        Optional<Instant> started = told
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(process.word(0)))
                        .minusMillis((long) (Double.parseDouble(process.word(1)) * MILLIS))
                        .plusMillis(Long.parseLong(monotonic) / MILLIS))
                : Optional.empty();
        Map<String, Optional<String>> environment = new LinkedHashMap<>();
        for (String variable : process.text().split("\0", -1)) {
            int at = variable.indexOf('=');
            if (!variable.isEmpty()) {
                environment.put(
                        at < 0 ? variable : variable.substring(0, at),
                        at < 0 ? Optional.empty() : Optional.of(variable.substring(at + 1)));
            }
        }
        return new PatroniProcess(started, environment);
    }

    /** The first line is how psql ended; the document begins on a line of its own, after warnings if there are any. */
    private static ServerReading server(Section section) {
        String text = section.text();
        int end = text.indexOf('\n');
        if (end < 0) {
            return ServerReading.NONE;
        }
        String said = text.substring(end + 1);
        int document = said.startsWith("{") ? 0 : said.indexOf("\n{") + 1;
        boolean isWhole = text.substring(0, end).equals("status 0") && said.startsWith("{", document);
        return isWhole
                ? new ServerReading(Optional.of(said.substring(document)), Optional.empty())
                : new ServerReading(Optional.empty(), Optional.of(lastLine(said)));
    }

    private static String lastLine(String said) {
        return said.strip().lines().reduce((first, second) -> second).orElse("no answer in time");
    }

    /** systemctl answers in the order of the question, with an empty line between units. */
    private static Map<String, UnitState> units(Section section, List<String> names) {
        String[] blocks = section.text().strip().split("\n\n", -1);
        Map<String, UnitState> states = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(blocks.length, names.size()); i++) {
            Map<String, String> values = pairs(blocks[i].lines().toList(), "=");
            String enabled = values.getOrDefault("UnitFileState", "");
            states.put(names.get(i), new UnitState(values.getOrDefault("ActiveState", ""), enabled));
        }
        return states;
    }

    private static DataDirectory dataDirectory(Section data, Optional<String> applied) {
        return new DataDirectory(
                Kind.valueOf(data.word(0).toUpperCase(Locale.ROOT)), pairs(data.lines(), ":"), applied);
    }

    /**
     * Each body is followed by its status; status 0 is curl's word for no answer. Patroni says 200 for /patroni however it
     * is, so whoever says something else is not Patroni.
     */
    private static Map<String, RestAnswer> rest(List<Section> sections) {
        Map<String, RestAnswer> answers = new LinkedHashMap<>();
        for (int i = 1; i < sections.size(); i++) {
            Section body = sections.get(i - 1);
            Section answered = sections.get(i);
            if (!body.name().equals("body") || !answered.name().equals("answered")) {
                continue;
            }
            int status = Integer.parseInt(answered.word(0));
            if (status > 0) {
                answers.put(body.word(0), new RestAnswer(status, body.text()));
            }
        }
        RestAnswer first = answers.get("/patroni");
        return first != null && first.status() == 200 ? answers : Map.of();
    }

    private static Map<String, String> pairs(List<String> lines, String separator) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String line : lines) {
            int at = line.indexOf(separator);
            if (at > 0) {
                pairs.put(line.substring(0, at).strip(), line.substring(at + 1).strip());
            }
        }
        return pairs;
    }

    private static String firstLine(String failure) {
        String first = failure.lines().findFirst().orElse("no answer, and no reason given");
        return first.replaceFirst("^curl: \\(\\d+\\) ", "");
    }
}
