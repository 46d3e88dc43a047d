package dev.patrol.web;

import dev.patrol.address.HostPort;
import dev.patrol.problem.Message;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Answers GET and HEAD over HTTP, one request a connection.
 *
 * <p>One thread serves all connections and waits for none of them; it answers for health by itself. Pages are made on another
 * thread. A connection that is in nobody's way lasts {@link #LONGEST}; above {@link #CONNECTIONS} of them, or {@link #ANSWERS}
 * pages under way, the oldest gives way to the newest. So clients that send or read slowly cost themselves.
 */
public final class WebServer implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 256;
    private static final int ANSWERS = 16;
    private static final int WAITING_CONNECTIONS = 256;
    private static final int REQUEST_LINE = 4096;
    private static final int HEADERS = 16 * 1024;
    private static final int BODY = 4096;

    private final MultiThreadIoEventLoopGroup connections =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("patrol-web", true), NioIoHandler.newFactory());
    private final ExecutorService pageThread = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(ANSWERS),
            new DefaultThreadFactory("patrol-web-pages", true));
    private final Channel listener;

    private WebServer(InetSocketAddress listen, Pages pages) {
        Newest open = new Newest(CONNECTIONS);
        Newest answering = new Newest(ANSWERS);
        ChannelFuture bound = new ServerBootstrap()
                .group(connections)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, WAITING_CONNECTIONS)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        open.admit(channel);
                        limitTime(channel);
                        channel.pipeline()
                                .addLast(new HttpServerCodec(REQUEST_LINE, HEADERS, BODY))
                                .addLast(new HttpObjectAggregator(BODY))
                                .addLast(new RequestHandler(pages, answering, pageThread));
                    }
                })
                .bind(listen)
                .awaitUninterruptibly();
        this.listener = bound.channel();
        if (!bound.isSuccess()) {
            close();
            throw new WebException(
                    "cannot listen on '" + listen.getHostString() + ":" + listen.getPort() + "': "
                            + Message.of(bound.cause()) + "; stop what uses the address or set 'listen'",
                    bound.cause());
        }
    }

    /** Listens; port 0 stands for any that is free. */
    public static WebServer start(InetSocketAddress listen, Pages pages) {
        return new WebServer(listen, pages);
    }

    static void limitTime(Channel channel) {
        Runnable close = () -> {
            Future<?> unused = channel.close();
        };
        Future<?> end = channel.eventLoop().schedule(close, LONGEST.toSeconds(), TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> end.cancel(false));
    }

    /** Where it listens. */
    public HostPort address() {
        InetSocketAddress address = (InetSocketAddress) listener.localAddress();
        return new HostPort(address.getAddress().getHostAddress(), address.getPort());
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        connections.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
        pageThread.shutdown();
    }
}
