package dev.patrol.remote.node;

import dev.patrol.definition.Layout;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.remote.FileEdit;
import dev.patrol.remote.NodeControl;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.UnreachableException;
import dev.patrol.remote.ValidationReport;
import dev.patrol.remote.node.Reply.Section;
import dev.patrol.remote.node.Request.Verb;
import dev.patrol.yaml.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Changes a node, one request of the script for each change. */
public final class ScriptNodeControl implements NodeControl {
    /** What a command on the node gets less than the request that runs it, so that its own end is still told. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** {@code timeout} and the shell: ended in time, killed, not executable, not found. */
    private static final Set<Integer> TOO_LATE = Set.of(124, 137);

    private static final Set<Integer> NOT_RUN = Set.of(126, 127);

    private final NodeChannel channel;

    public ScriptNodeControl(NodeChannel channel) {
        this.channel = channel;
    }

    @Override
    public ValidationReport stage(NodeDefinition node, FileEdit edit) throws UnreachableException, RejectedException {
        Layout.Paths paths = node.layout().paths();
        Duration limit = channel.usualLimit();
        Request request = new Request(
                Verb.STAGE,
                List.of(
                        paths.configFile(),
                        digest(edit.replaces()),
                        digest(Optional.of(edit.text())),
                        seconds(limit),
                        paths.tools().patroni()),
                edit.text());
        // Twice the limit: on Patroni 3 the check runs twice.
        String doing = "stage '" + paths.configFile() + "' on";
        Reply reply = accepted(node, doing, request, limit.multipliedBy(2));
        Section validation = reply.require("validation");
        int status = finished(validation, node, "'" + paths.tools().patroni() + " --validate-config'", limit);
        return new ValidationReport(status, validation.lines());
    }

    @Override
    public void commit(NodeDefinition node, FileEdit edit) throws UnreachableException, RejectedException {
        String file = node.layout().paths().configFile();
        Request request = Request.of(Verb.COMMIT, file, digest(edit.replaces()), digest(Optional.of(edit.text())));
        accepted(node, "replace '" + file + "' on", request, channel.usualLimit());
    }

    @Override
    public void discard(NodeDefinition node) throws UnreachableException {
        String file = node.layout().paths().configFile();
        String doing = "remove what was staged for '" + file + "' on";
        Reply reply = channel.ask(node, doing, Request.of(Verb.DISCARD, file), channel.usualLimit());
        if (reply.status() != 0) {
            throw new UnreachableException("cannot " + doing + " node '" + node.name() + "': " + reply.errorLine());
        }
    }

    @Override
    public void disableNative(NodeDefinition node) throws UnreachableException, RejectedException {
        String unit = node.layout().units().postgresql();
        String doing = "disable '" + unit + "' on";
        accepted(node, doing, Request.of(Verb.DISABLE_NATIVE, unit), channel.usualLimit());
    }

    @Override
    public void startPatroni(NodeDefinition node) throws UnreachableException, RejectedException {
        String unit = node.layout().units().patroni();
        Duration limit = channel.usualLimit();
        Reply reply = asked(node, "start '" + unit + "' on", Request.of(Verb.START, unit, seconds(limit)), limit);
        Optional<Section> started = reply.section("started");
        if (started.isPresent()) {
            finished(started.get(), node, "'systemctl enable --now " + unit + "'", limit);
        }
        check(reply, node, "start '" + unit + "' on");
    }

    @Override
    public List<String> checkRest(NodeDefinition node, RestListener listener, RestOccasion occasion)
            throws UnreachableException, RejectedException {
        int colon = listener.listen().lastIndexOf(':');
        String host = listener.listen().substring(0, Math.max(0, colon)).replaceAll("[\\[\\]]", "");
        Request request = Request.of(
                Verb.CHECK_REST,
                node.layout().units().patroni(),
                seconds(channel.usualLimit()),
                occasion.name().toLowerCase(Locale.ROOT),
                host,
                listener.listen().substring(colon + 1),
                listener.certfile().orElse(""),
                listener.keyfile().orElse(""),
                listener.cafile().orElse(""));
        String doing = "check the REST API's place '" + listener.listen() + "' on";
        return accepted(node, doing, request, channel.usualLimit()).require("checked").lines().stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Override
    public void restartPatroni(NodeDefinition node) throws UnreachableException, RejectedException {
        String unit = node.layout().units().patroni();
        Duration limit = channel.usualLimit();
        String doing = "restart '" + unit + "' on";
        Reply reply = asked(node, doing, Request.of(Verb.RESTART_PATRONI, unit, seconds(limit)), limit);
        Optional<Section> started = reply.section("started");
        if (started.isPresent()) {
            finished(started.get(), node, "'systemctl restart " + unit + "'", limit);
        }
        check(reply, node, doing);
    }

    @Override
    public String restart(NodeDefinition node, Member member, Duration limit)
            throws UnreachableException, RejectedException {
        Layout.Paths paths = node.layout().paths();
        Request request = Request.of(
                Verb.RESTART,
                paths.configFile(),
                member.scope(),
                member.name(),
                seconds(limit),
                paths.tools().patronictl());
        Reply reply = accepted(node, "restart PostgreSQL on", request, limit);
        Section restarted = reply.require("restarted");
        finished(restarted, node, "'" + paths.tools().patronictl() + " restart'", limit);
        return restarted.text();
    }

    @Override
    public void resetParameters(NodeDefinition node, List<String> names)
            throws UnreachableException, RejectedException {
        Layout.Paths paths = node.layout().paths();
        Duration limit = channel.usualLimit();
        List<String> arguments = Stream.concat(
                        Stream.of(paths.dataDir(), paths.binDir(), seconds(limit)), names.stream())
                .toList();
        Request request = Request.of(Verb.RESET_PARAMETERS, arguments.toArray(String[]::new));
        String doing = "undo ALTER SYSTEM for " + String.join(", ", names) + " on";
        accepted(node, doing, request, limit.multipliedBy(names.size() + 1L));
    }

    @Override
    public void checkpoint(NodeDefinition node, Duration limit) throws UnreachableException, RejectedException {
        Layout.Paths paths = node.layout().paths();
        Request request = Request.of(Verb.CHECKPOINT, paths.dataDir(), paths.binDir(), seconds(limit));
        Section checkpoint =
                accepted(node, "checkpoint PostgreSQL on", request, limit).require("checkpoint");
        if (finished(checkpoint, node, "'CHECKPOINT'", limit) != 0) {
            throw new RejectedException("'CHECKPOINT' on node '" + node.name() + "' failed: "
                    + checkpoint.text().strip());
        }
    }

    private Reply accepted(NodeDefinition node, String doing, Request request, Duration limit)
            throws UnreachableException, RejectedException {
        Reply reply = asked(node, doing, request, limit);
        check(reply, node, doing);
        return reply;
    }

    private Reply asked(NodeDefinition node, String doing, Request request, Duration limit)
            throws UnreachableException {
        return channel.ask(node, doing, request, limit.plus(MARGIN));
    }

    private static void check(Reply reply, NodeDefinition node, String doing) throws RejectedException {
        if (reply.status() != 0) {
            String why = reply.section("refused")
                    .map(refused -> reason(refused.word(0)))
                    .orElseGet(() -> "the node says: " + reply.errorLine());
            throw new RejectedException("cannot " + doing + " node '" + node.name() + "': " + why);
        }
    }

    private static String reason(String code) {
        return switch (code) {
            case "changed" -> "somebody has changed the file since it was read; plan again";
            case "killmode" ->
                "its KillMode is not 'process', so that a restart would kill PostgreSQL as well; set"
                        + " KillMode=process in a drop-in of the unit";
            case "link" -> "the file is a symbolic link; name the file that it points to in the layout";
            case "unstaged" -> "the staged text is gone or another one; plan and apply again";
            case "damaged" -> "the text did not arrive whole; try again";
            default -> "refused as '" + code + "'";
        };
    }

    /** The command's exit status, if it ran to its end. */
    private static int finished(Section result, NodeDefinition node, String command, Duration limit)
            throws RejectedException {
        int status = Integer.parseInt(result.word(0));
        if (TOO_LATE.contains(status)) {
            throw new RejectedException(command + " on node '" + node.name() + "' did not finish within "
                    + limit.toSeconds() + " s and was stopped; look at the node");
        }
        if (NOT_RUN.contains(status)) {
            throw new RejectedException(command + " on node '" + node.name() + "' could not be run: "
                    + result.text().strip() + "; check the layout's paths");
        }
        return status;
    }

    private static String seconds(Duration limit) {
        return Long.toString(Math.max(1, limit.toSeconds()));
    }

    private static String digest(Optional<Secret> text) {
        if (text.isEmpty()) {
            return "absent";
        }
        try {
            byte[] bytes = text.get().reveal().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
