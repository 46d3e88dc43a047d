package dev.patrol.remote.node;

import dev.patrol.yaml.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One request to the script on a node. The body may hold passwords; the arguments never do. */
public record Request(Verb verb, List<String> arguments, Secret body) {
    /** The script's verbs. */
    public enum Verb {
        OBSERVE,
        GLANCE,
        SETTINGS,
        TRY_SETTINGS,
        STAGE,
        COMMIT,
        DISCARD,
        DISABLE_NATIVE,
        START,
        CHECK_REST,
        RESTART_PATRONI,
        RESTART,
        RESET_PARAMETERS,
        CHECKPOINT;

        private static final Set<Verb> CHANGE_NOTHING = EnumSet.of(OBSERVE, GLANCE, SETTINGS, TRY_SETTINGS, CHECK_REST);

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /** Whether asking twice is the same as asking once, even while somebody else changes the node. */
        public boolean changesNothing() {
            return CHANGE_NOTHING.contains(this);
        }
    }

    public Request {
        arguments = List.copyOf(arguments);
        arguments.forEach(Request::checkOneLine);
        if (body.reveal().indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL character cannot be sent to a node");
        }
    }

    static Request of(Verb verb, String... arguments) {
        return new Request(verb, List.of(arguments), new Secret(""));
    }

    /** What the script reads: the line, the arguments, the body. */
    byte[] bytes(String token) {
        byte[] content = body.reveal().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder();
        head.append(verb.word()).append(' ').append(token).append(' ');
        head.append(arguments.size()).append(' ').append(content.length).append('\n');
        arguments.forEach(argument -> head.append(argument).append('\n'));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }

    private static void checkOneLine(String argument) {
        if (argument.indexOf('\n') >= 0 || argument.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an argument is one line, got '" + argument + "'");
        }
    }
}
