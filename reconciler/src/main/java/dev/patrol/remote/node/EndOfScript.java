package dev.patrol.remote.node;

import java.io.IOException;

/** The script is gone, or never began; the message is what stood in its place. */
public final class EndOfScript extends IOException {
    private static final long serialVersionUID = 1L;

    EndOfScript(String said) {
        super(said);
    }
}
