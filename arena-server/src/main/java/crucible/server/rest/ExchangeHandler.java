package crucible.server.rest;

import crucible.server.security.Principal;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns each request of one connection into an answer, one after the other. Belongs to its channel's thread. */
// Netty tells of failed writes by closing the channel; there is nothing else to do about them.
@SuppressWarnings("FutureReturnValueIgnored")
final class ExchangeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeHandler.class);
    private static final int MOST_STREAMS = 64;
    /** Everything from here and nothing from elsewhere; charts set style attributes. */
    private static final Map<String, String> SECURITY_HEADERS = Map.of(
            "Content-Security-Policy",
                    "default-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
                            + "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin");

    private final Router router;
    private final Admission admission;
    private final AtomicInteger streams;
    private boolean answering;

    ExchangeHandler(Router router, Admission admission, AtomicInteger streams) {
        this.router = router;
        this.admission = admission;
        this.streams = streams;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest message) {
        answering = true;
        final boolean keepAlive = HttpUtil.isKeepAlive(message);
        final boolean withoutBody = message.method().name().equals("HEAD");
        final String path = pathOf(message);
        final String id = UUID.randomUUID().toString();
        CompletableFuture<Answer> answer;
        try {
            answer = dispatch(request(ctx, id, message));
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((result, failure) -> ctx.executor().execute(() -> {
            final Answer whole = failure == null ? result : problem(failure, id).toReply(path);
            send(ctx, whole, id, keepAlive, withoutBody);
        }));
    }

    private CompletableFuture<Answer> dispatch(Request request) {
        admission.requireOurHost(request);
        final Router.Match match = router.match(request.method(), request.path());
        final Principal principal = admission.admit(request, match.route());
        return match.route().endpoint().handle(new Route.Call(request, match.parameters(), principal));
    }

    private static Request request(ChannelHandlerContext ctx, String id, FullHttpRequest message) {
        if (message.decoderResult().isFailure()) {
            throw Problem.malformed("the request is not HTTP: "
                    + message.decoderResult().cause().getMessage());
        }
        final QueryStringDecoder uri = new QueryStringDecoder(message.uri());
        final Map<String, String> query = new LinkedHashMap<>();
        final String path;
        try {
            path = uri.path();
            for (Map.Entry<String, List<String>> parameter : uri.parameters().entrySet()) {
                if (parameter.getValue().size() > 1) {
                    throw Problem.malformed("query parameter " + parameter.getKey() + " is given more than once");
                }
                query.put(parameter.getKey(), parameter.getValue().get(0));
            }
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("the address is not well encoded");
        }
        if (!path.startsWith("/")) {
            throw Problem.malformed("the path starts with /");
        }
        final String method = message.method().name();
        return new Request(
                id,
                method.equals("HEAD") ? "GET" : method,
                path,
                query,
                message.headers().copy(),
                ByteBufUtil.getBytes(message.content()),
                ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress());
    }

    private static String pathOf(FullHttpRequest message) {
        final String uri = message.uri();
        final int end = uri.indexOf('?');
        return end < 0 ? uri : uri.substring(0, end);
    }

    private static Problem problem(Throwable failure, String id) {
        final Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Problem problem) {
            return problem;
        }
        LOG.error("request {} failed", id, cause);
        return Problem.internal(id);
    }

    /** Answers a request that cannot be read to its end, and closes. */
    void refuse(ChannelHandlerContext ctx, Problem problem, String path) {
        answering = true;
        send(ctx, problem.toReply(path), UUID.randomUUID().toString(), false, false);
    }

    private void send(ChannelHandlerContext ctx, Answer answer, String id, boolean keepAlive, boolean withoutBody) {
        answer.visit(new Answer.Visitor<Void>() {
            @Override
            public Void reply(Reply reply) {
                write(ctx, reply, id, keepAlive, withoutBody);
                return null;
            }

            @Override
            public Void eventStream(EventStreamAnswer stream) {
                if (withoutBody) {
                    write(ctx, Reply.text("text/event-stream", ""), id, keepAlive, true);
                } else {
                    startStream(ctx, stream, id);
                }
                return null;
            }
        });
    }

    private void startStream(ChannelHandlerContext ctx, EventStreamAnswer answer, String id) {
        if (streams.incrementAndGet() > MOST_STREAMS) {
            streams.decrementAndGet();
            final Problem problem =
                    Problem.unavailable("too-many-streams", "at most " + MOST_STREAMS + " readers of events at once");
            write(ctx, problem.toReply(ReadRoutes.API + "/events"), id, false, false);
            return;
        }
        final EventStream stream = new EventStream(answer, streams);
        final Map<String, String> headers = new LinkedHashMap<>(SECURITY_HEADERS);
        headers.put("X-Request-Id", id);
        ctx.pipeline().remove("idle");
        ctx.pipeline().replace(this, "stream", stream);
        stream.start(ctx.pipeline().context(stream), headers);
    }

    private void write(ChannelHandlerContext ctx, Reply reply, String id, boolean keepAlive, boolean withoutBody) {
        final boolean close = !keepAlive || "close".equals(reply.headers().get("connection"));
        final DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(reply.status()),
                withoutBody ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(reply.body()));
        SECURITY_HEADERS.forEach(response.headers()::set);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, reply.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Request-Id", id);
        reply.headers().forEach(response.headers()::set);
        if (close) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        answering = false;
        ctx.writeAndFlush(response).addListener(close ? ChannelFutureListener.CLOSE : sent -> ctx.read());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent && !answering) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("a connection failed: {}", cause.toString());
        }
        ctx.close();
    }
}
