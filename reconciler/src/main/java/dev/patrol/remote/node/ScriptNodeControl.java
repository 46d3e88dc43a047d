package dev.patrol.remote.node;

import dev.patrol.definition.Layout;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.problem.Cause;
import dev.patrol.remote.FileEdit;
import dev.patrol.remote.NodeControl;
import dev.patrol.remote.Refusal;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
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
    private static final Set<String> TOO_LATE = Set.of("124", "137");

    private static final Set<String> NOT_RUN = Set.of("126", "127");

    private final NodeChannel channel;

    public ScriptNodeControl(NodeChannel channel) {
        this.channel = channel;
    }

    @Override
    public ValidationReport stage(NodeDefinition node, FileEdit edit) throws RemoteException {
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
        Section validation = section(node, request, limit.multipliedBy(2), "validation");
        int status = finished(validation, paths.tools().patroni() + " --validate-config", limit);
        return new ValidationReport(status, validation.lines());
    }

    @Override
    public void commit(NodeDefinition node, FileEdit edit) throws RemoteException {
        String file = node.layout().paths().configFile();
        Request request = Request.of(Verb.COMMIT, file, digest(edit.replaces()), digest(Optional.of(edit.text())));
        accepted(node, request, channel.usualLimit());
    }

    @Override
    public void discard(NodeDefinition node) throws RemoteException {
        Request request = Request.of(Verb.DISCARD, node.layout().paths().configFile());
        check(request, channel.ask(node, request, channel.usualLimit()));
    }

    @Override
    public void disableNative(NodeDefinition node) throws RemoteException {
        accepted(node, Request.of(Verb.DISABLE_NATIVE, node.layout().units().postgresql()), channel.usualLimit());
    }

    @Override
    public void startPatroni(NodeDefinition node) throws RemoteException {
        String unit = node.layout().units().patroni();
        byUnit(node, Verb.START, unit, "systemctl enable --now " + unit);
    }

    @Override
    public List<String> checkRest(NodeDefinition node, RestListener listener, RestOccasion occasion)
            throws RemoteException {
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
        return section(node, request, channel.usualLimit(), "checked").lines().stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Override
    public void restartPatroni(NodeDefinition node) throws RemoteException {
        String unit = node.layout().units().patroni();
        byUnit(node, Verb.RESTART_PATRONI, unit, "systemctl restart " + unit);
    }

    private void byUnit(NodeDefinition node, Verb verb, String unit, String command) throws RemoteException {
        Duration limit = channel.usualLimit();
        Request request = Request.of(verb, unit, seconds(limit));
        Reply reply = channel.ask(node, request, limit.plus(MARGIN));
        Optional<Section> started = reply.section("started");
        if (started.isPresent()) {
            finished(started.get(), command, limit);
        }
        check(request, reply);
    }

    @Override
    public String restart(NodeDefinition node, Member member, Duration limit) throws RemoteException {
        Layout.Paths paths = node.layout().paths();
        Request request = Request.of(
                Verb.RESTART,
                paths.configFile(),
                member.scope(),
                member.name(),
                seconds(limit),
                paths.tools().patronictl());
        Section restarted = section(node, request, limit, "restarted");
        finished(restarted, paths.tools().patronictl() + " restart", limit);
        return Quote.of(restarted.text());
    }

    @Override
    public void resetParameters(NodeDefinition node, List<String> names) throws RemoteException {
        Layout.Paths paths = node.layout().paths();
        Duration limit = channel.usualLimit();
        List<String> arguments = Stream.concat(
                        Stream.of(paths.dataDir(), paths.binDir(), seconds(limit)), names.stream())
                .toList();
        Request request = Request.of(Verb.RESET_PARAMETERS, arguments.toArray(String[]::new));
        accepted(node, request, limit.multipliedBy(names.size() + 1L));
    }

    @Override
    public void checkpoint(NodeDefinition node, Duration limit) throws RemoteException {
        Layout.Paths paths = node.layout().paths();
        Request request = Request.of(Verb.CHECKPOINT, paths.dataDir(), paths.binDir(), seconds(limit));
        Section checkpoint = section(node, request, limit, "checkpoint");
        if (finished(checkpoint, "CHECKPOINT", limit) != 0) {
            throw new RejectedException(
                    Refusal.COMMAND_FAILED.with("command", "CHECKPOINT", "said", Quote.of(checkpoint.text())));
        }
    }

    private Section section(NodeDefinition node, Request request, Duration limit, String name) throws RemoteException {
        return accepted(node, request, limit).requireWhole(name);
    }

    private Reply accepted(NodeDefinition node, Request request, Duration limit) throws RemoteException {
        Reply reply = channel.ask(node, request, limit.plus(MARGIN));
        check(request, reply);
        return reply;
    }

    private static void check(Request request, Reply reply) throws RejectedException {
        if (reply.status() != 0) {
            throw new RejectedException(reply.section("refused")
                    .flatMap(refused -> refusal(refused.word(0)))
                    .map(cause -> cause.with("name", request.arguments().get(0)))
                    .orElseGet(reply::failure));
        }
    }

    private static Optional<Cause> refusal(String code) {
        return switch (code) {
            case "changed" -> Optional.of(Refusal.FILE_CHANGED);
            case "killmode" -> Optional.of(Refusal.KILL_MODE);
            case "link" -> Optional.of(Refusal.FILE_IS_LINK);
            case "unstaged" -> Optional.of(Refusal.STAGED_GONE);
            case "damaged" -> Optional.of(Refusal.STAGED_DAMAGED);
            default -> Optional.empty();
        };
    }

    /** The command's exit status, if it ran to its end. */
    private static int finished(Section result, String command, Duration limit) throws RejectedException {
        String status = result.word(0);
        if (TOO_LATE.contains(status)) {
            throw new RejectedException(
                    Refusal.COMMAND_TIMED_OUT.with("command", command, "seconds", limit.toSeconds()));
        }
        if (NOT_RUN.contains(status) || !status.matches("[0-9]{1,3}")) {
            throw new RejectedException(
                    Refusal.COMMAND_NOT_RUN.with("command", command, "said", Quote.of(result.text())));
        }
        return Integer.parseInt(status);
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
