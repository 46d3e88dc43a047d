package dev.patrol.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How connections make room for others. */
class NewestTest {
    private final Newest newest = new Newest(2);

    private EmbeddedChannel admitted() {
        EmbeddedChannel channel = new EmbeddedChannel();
        newest.admit(channel);
        return channel;
    }

    @Test
    void oneMoreThanThereMayBeEndsTheOldest() {
        EmbeddedChannel oldest = admitted();
        EmbeddedChannel second = admitted();
        assertTrue(oldest.isOpen());

        EmbeddedChannel third = admitted();

        assertFalse(oldest.isOpen());
        assertTrue(second.isOpen());
        assertTrue(third.isOpen());
    }

    @Test
    void oneThatHasEndedTakesNoRoom() {
        EmbeddedChannel oldest = admitted();
        admitted().close();

        admitted();

        assertTrue(oldest.isOpen());
    }

    @Test
    void noneLastsLongerThanHalfAMinute() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        WebServer.limitTime(channel);

        channel.advanceTimeBy(29, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertTrue(channel.isOpen());

        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertFalse(channel.isOpen());
    }
}
