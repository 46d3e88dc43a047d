package dev.patrol.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How many processes of {@code patrol} each class started, for the table at the end of {@code verify.sh}: a line
 * {@code CLASS COUNT} in the file {@code -Dpatrol.launches}. JUnit finds it as a service.
 */
public final class LaunchCount implements AfterAllCallback {
    private static final AtomicInteger STARTED = new AtomicInteger();

    static void add() {
        STARTED.incrementAndGet();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        String file = System.getProperty("patrol.launches", "");
        int started = STARTED.getAndSet(0);
        if (started > 0 && !file.isEmpty()) {
            Files.writeString(
                    Path.of(file),
                    context.getRequiredTestClass().getName() + " " + started + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }
}
