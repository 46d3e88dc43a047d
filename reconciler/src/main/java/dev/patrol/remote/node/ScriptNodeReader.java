package dev.patrol.remote.node;

import dev.patrol.definition.Layout;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.remote.NodeReader;
import dev.patrol.remote.NodeReading;
import dev.patrol.remote.NodeReading.ConfigFile;
import dev.patrol.remote.NodeReading.DataDirectory;
import dev.patrol.remote.NodeReading.DataDirectory.Kind;
import dev.patrol.remote.NodeReading.FileText;
import dev.patrol.remote.NodeReading.FileTimes;
import dev.patrol.remote.NodeReading.PatroniProcess;
import dev.patrol.remote.NodeReading.ServerReading;
import dev.patrol.remote.NodeReading.UnitState;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.Unread;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a node with one {@code observe} request. */
public final class ScriptNodeReader implements NodeReader {
    private static final long MILLIS = 1000;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");

    private final NodeChannel channel;

    public ScriptNodeReader(NodeChannel channel) {
        this.channel = channel;
    }

    @Override
    public NodeReading read(NodeDefinition node) throws RemoteException {
        return read(node, Verb.OBSERVE);
    }

    @Override
    public NodeReading glance(NodeDefinition node) throws RemoteException {
        return read(node, Verb.GLANCE);
    }

    private NodeReading read(NodeDefinition node, Verb verb) throws RemoteException {
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
        Reply reply = channel.ask(node, request, channel.usualLimit());
        if (reply.status() != 0) {
            throw new RejectedException(reply.failure());
        }
        return reading(reply, paths.configFile(), units);
    }

    private static NodeReading reading(Reply reply, String file, List<String> units) throws RejectedException {
        RestSections rest = RestSections.of(reply);
        Section shown = reply.requireWhole("units");
        return new NodeReading(
                configFile(reply.require("file"), file),
                units(shown, units),
                dataDirectory(reply.requireWhole("data"), reply.section("applied")),
                rest.answers(),
                rest.place(),
                rest.failure(),
                reply.section("process").map(process -> process(process, shown)).orElse(PatroniProcess.NONE),
                reply.section("server").map(ScriptNodeReader::server).orElse(ServerReading.NONE));
    }

    private static Optional<ConfigFile> configFile(Section shown, String file) {
        return switch (shown.word(0)) {
            case "absent" -> Optional.empty();
            case "present" ->
                Optional.of(new ConfigFile(text(shown, file), shown.word(1), shown.word(2), times(shown)));
            default ->
                Optional.of(new ConfigFile(
                        FileText.unread(Unread.FILE_NOT_READABLE.with("file", file, "said", Quote.of(shown.text()))),
                        "",
                        "",
                        Optional.empty()));
        };
    }

    private static FileText text(Section shown, String file) {
        if (!shown.isWhole()) {
            return FileText.unread(Unread.FILE_TOO_LARGE.with("file", file));
        }
        try {
            return FileText.of(
                    StandardCharsets.UTF_8.newDecoder().decode(shown.bytes()).toString());
        } catch (CharacterCodingException e) {
            return FileText.unread(Unread.FILE_NOT_UTF8.with("file", file));
        }
    }

    private static Optional<FileTimes> times(Section file) {
        boolean told = SECONDS.matcher(file.word(3)).matches()
                && SECONDS.matcher(file.word(4)).matches();
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
        boolean told = monotonic.matches("[1-9]\\d{0,17}")
                && SECONDS.matcher(process.word(0)).matches()
                && process.word(1).matches("\\d{1,11}(\\.\\d{1,9})?");
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
        if (!section.isWhole()) {
            return ServerReading.failed(Unread.SERVER_TOO_LARGE.reason());
        }
        String text = section.text();
        int end = text.indexOf('\n');
        if (end < 0) {
            return ServerReading.NONE;
        }
        String said = text.substring(end + 1);
        int document = said.startsWith("{") ? 0 : said.indexOf("\n{") + 1;
        boolean isThere = text.substring(0, end).equals("status 0") && said.startsWith("{", document);
        return isThere
                ? ServerReading.of(said.substring(document))
                : ServerReading.failed(Unread.SERVER_SILENT.with("said", Quote.of(lastLine(said))));
    }

    private static String lastLine(String said) {
        return said.strip().lines().reduce((first, second) -> second).orElse("no answer in time");
    }

    /** systemctl answers in the order of the question, with an empty line between units. */
    private static Map<String, UnitState> units(Section section, List<String> names) throws RejectedException {
        String[] blocks = section.text().strip().split("\n\n", -1);
        if (blocks.length != names.size()) {
            throw new RejectedException(Unread.MALFORMED.with(
                    "said", "systemctl told of " + blocks.length + " units, and was asked for " + names.size()));
        }
        Map<String, UnitState> states = new LinkedHashMap<>();
        for (int i = 0; i < blocks.length; i++) {
            Map<String, String> values = pairs(blocks[i].lines().toList(), "=");
            states.put(
                    names.get(i),
                    values.getOrDefault("LoadState", "").equals("not-found")
                            ? UnitState.NOT_FOUND
                            : new UnitState(
                                    values.getOrDefault("ActiveState", ""), values.getOrDefault("UnitFileState", "")));
        }
        return states;
    }

    private static DataDirectory dataDirectory(Section data, Optional<Section> applied) throws RejectedException {
        Kind kind = Stream.of(Kind.values())
                .filter(known -> known.name().equals(data.word(0).toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new RejectedException(
                        Unread.MALFORMED.with("said", "its data directory is '" + Quote.of(data.word(0)) + "'")));
        return new DataDirectory(
                kind, pairs(data.lines(), ":"), applied.filter(Section::isWhole).map(Section::text));
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
}
