package dev.patrol.observe;

import static java.util.Objects.requireNonNull;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.SshTarget;
import dev.patrol.parameters.NewValue;
import dev.patrol.parameters.SettingsCatalog;
import dev.patrol.remote.ParameterReader;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.Unread;
import dev.patrol.yaml.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a server about its parameters. What it says of those it has is kept until it is started anew, which is the only
 * way for it to become another version or to get other extensions.
 */
public final class ServerInquiry {
    // "invalid value for parameter "x": …", "5 is outside the valid range for parameter "x" (…)", …
    private static final Pattern COMPLAINT = Pattern.compile("^.*?\\[\\d+\\] ++LOG: ++(.*parameter \"([^\"]+)\".*)$");

    private static final Pattern DETAIL = Pattern.compile("^.*?\\[\\d+\\] ++DETAIL: ++(.*)$");

    private final ParameterReader reader;
    private final Map<Server, Known> known = new ConcurrentHashMap<>();

    public ServerInquiry(ParameterReader reader) {
        this.reader = reader;
    }

    private record Server(SshTarget machine, String dataDirectory) {}

    private record Known(String started, SettingsCatalog catalog) {}

    /**
     * The parameters of the server that runs on the node.
     *
     * @param started when that server was started, as Patroni words it; empty: unknown
     */
    public SettingsCatalog catalog(NodeDefinition node, Optional<String> started) throws RemoteException {
        Server server = new Server(node.ssh(), node.layout().paths().dataDir());
        Known before = known.get(server);
        if (before != null && started.filter(before.started()::equals).isPresent()) {
            return before.catalog();
        }
        SettingsCatalog catalog = CatalogReader.read(reader.settings(node))
                .orElseThrow(() -> new RejectedException(Unread.SERVER_MALFORMED.reason()));
        started.ifPresent(start -> known.put(server, new Known(start, catalog)));
        return catalog;
    }

    /** What PostgreSQL has against new values. It may quote the value. */
    public Map<NewValue, String> objections(NodeDefinition node, Set<NewValue> values) throws RemoteException {
        Map<NewValue, String> objections = new HashMap<>();
        for (SortedMap<String, String> configuration : configurations(values)) {
            objections(node, configuration)
                    .forEach((name, why) ->
                            objections.put(new NewValue(name, requireNonNull(configuration.get(name))), why));
        }
        return objections;
    }

    // Members may get values of their own, and of two in one configuration only the last would be judged.
    private static List<SortedMap<String, String>> configurations(Set<NewValue> values) {
        List<SortedMap<String, String>> configurations = new ArrayList<>();
        for (NewValue value : values) {
            SortedMap<String, String> free = configurations.stream()
                    .filter(configuration -> !configuration.containsKey(value.name()))
                    .findFirst()
                    .orElseGet(() -> {
                        configurations.add(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
                        return configurations.get(configurations.size() - 1);
                    });
            free.put(value.name(), value.value());
        }
        return configurations;
    }

    private SortedMap<String, String> objections(NodeDefinition node, SortedMap<String, String> values)
            throws RemoteException {
        StringBuilder lines = new StringBuilder();
        values.forEach((name, value) ->
                lines.append(name).append(" = '").append(escaped(value)).append("'\n"));
        SortedMap<String, String> objections = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String last = "";
        List<String> complaints = reader.complaints(node, new Secret(lines.toString()));
        for (String line : complaints) {
            Matcher complaint = COMPLAINT.matcher(line);
            Matcher detail = DETAIL.matcher(line);
            if (complaint.matches() && values.containsKey(complaint.group(2))) {
                last = complaint.group(2);
                objections.put(last, "PostgreSQL says: " + complaint.group(1));
            } else if (detail.matches() && !last.isEmpty()) {
                objections.merge(last, detail.group(1), (first, second) -> first + ": " + second);
                last = "";
            }
        }
        if (!complaints.isEmpty() && objections.isEmpty()) {
            throw new RejectedException(Unread.CHECK_MALFORMED.reason());
        }
        return objections;
    }

    // As Patroni does (ConfigWriter.escape).
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("'", "''");
    }
}
