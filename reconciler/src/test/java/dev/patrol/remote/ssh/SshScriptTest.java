package dev.patrol.remote.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.remote.ssh.SshSettings.Become;
import org.junit.jupiter.api.Test;

final class SshScriptTest {
    @Test
    void theCommandLineHoldsNothingButALength() {
        assertEquals("sh -c 'eval \"$(head -c N)\"'", commandLine(Become.NONE));
        assertEquals("sudo -n sh -c 'eval \"$(head -c N)\"'", commandLine(Become.SUDO));
    }

    private static String commandLine(Become become) {
        return SshScript.commandLine(become).replaceAll("[0-9]+", "N");
    }
}
