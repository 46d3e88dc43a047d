package dev.patrol.remote.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The script as it runs on a node, for as many requests as there are, one at a time. */
public final class NodeScript {
    private static final Logger LOG = LoggerFactory.getLogger(NodeScript.class);
    private static final byte[] TEXT = text();

    /** For the node's login shell: runs the script that arrives first. A constant: nothing that a definition says is in it. */
    public static final String COMMAND_LINE = "sh -c 'eval \"$(head -c " + TEXT.length + ")\"'";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final OutputStream requests;
    private final ReplyReader replies;
    private boolean begun;

    /** On the streams of {@link #COMMAND_LINE}'s process. */
    public NodeScript(OutputStream requests, InputStream replies) {
        this.requests = requests;
        this.replies = new ReplyReader(replies);
    }

    /** {@link EndOfScript} where the node has ended the script, or would not begin it. */
    public Reply ask(Request request) throws IOException {
        String token = token();
        try {
            send(request.bytes(token));
        } catch (IOException e) {
            // Where the node has refused to begin, it has said why, which is still there to be read.
            LOG.debug("while sending a request", e);
        }
        return replies.read(token);
    }

    private void send(byte[] request) throws IOException {
        if (!begun) {
            begun = true;
            requests.write(TEXT);
        }
        requests.write(request);
        requests.flush();
    }

    private static String token() {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static byte[] text() {
        try (InputStream script = NodeScript.class.getResourceAsStream("node.sh")) {
            return script.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("node.sh is missing from the program", e);
        }
    }
}
