package dev.patrol.remote.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.patrol.remote.node.Request.Verb;
import dev.patrol.yaml.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RequestTest {
    @Test
    void aRequestIsALineItsArgumentsAndItsBody() {
        Request request = new Request(Verb.STAGE, List.of("/a b", "$(id)"), new Secret("ü\n"));

        assertEquals("stage token 2 3\n/a b\n$(id)\nü\n", new String(request.bytes("token"), StandardCharsets.UTF_8));
    }

    @Test
    void theBodyIsNeverShown() {
        assertFalse(new Request(Verb.STAGE, List.of(), new Secret("hunter2"))
                .toString()
                .contains("hunter2"));
    }

    @Test
    void argumentsAreOneLine() {
        assertThrows(IllegalArgumentException.class, () -> Request.of(Verb.COMMIT, "/etc/x\ndiscard t 0 0"));
        assertThrows(IllegalArgumentException.class, () -> Request.of(Verb.COMMIT, "/etc/x\0"));
    }
}
