package dev.patrol.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the one request of a connection, and closes it. */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger("patrol");

    private final Pages pages;
    private final Newest answering;
    private final Executor pageThread;
    private boolean asked;

    RequestHandler(Pages pages, Newest answering, Executor pageThread) {
        this.pages = pages;
        this.answering = answering;
        this.pageThread = pageThread;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (asked) {
            return;
        }
        asked = true;
        Channel channel = context.channel();
        String path = request.uri().split("\\?", 2)[0];
        if (request.decoderResult().isFailure()) {
            send(channel, Answer.text(400, "this is no request\n"));
        } else if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            send(channel, Answer.text(405, "only GET and HEAD\n"));
        } else if (path.equals(Pages.HEALTH)) {
            send(channel, made(path, ""));
        } else {
            answering.admit(channel);
            String accept = request.headers().get(HttpHeaderNames.ACCEPT, "");
            makeBeside(channel, path, accept);
        }
    }

    private void makeBeside(Channel channel, String path, String accept) {
        try {
            pageThread.execute(() -> {
                if (channel.isOpen()) {
                    send(channel, made(path, accept));
                }
            });
        } catch (RejectedExecutionException e) {
            send(channel, Answer.text(503, "too many ask at once; try again\n"));
        }
    }

    private Answer made(String path, String accept) {
        try {
            return pages.answer(path, accept);
        } catch (RuntimeException e) {
            LOG.error("the page '{}' cannot be made", path, e);
            return Answer.text(500, "this page cannot be made; see Patrol's log\n");
        }
    }

    // The codec leaves the body out where HEAD was asked.
    private static void send(Channel channel, Answer answer) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff")
                .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        if (answer.status() == HttpResponseStatus.METHOD_NOT_ALLOWED.code()) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        channel.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    // Of a client that went away there is nothing to say.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Future<?> unused = context.close();
    }
}
