package dev.patrol.web;

import io.netty.channel.Channel;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Future;

/** The newest connections, up to a number of them: one more, and the oldest is closed. For one thread. */
final class Newest {
    private final int most;
    private final Set<Channel> channels = new LinkedHashSet<>();

    Newest(int most) {
        this.most = most;
    }

    void admit(Channel channel) {
        channels.add(channel);
        channel.closeFuture().addListener(closed -> channels.remove(channel));
        if (channels.size() > most) {
            Future<?> unused = channels.iterator().next().close();
        }
    }
}
