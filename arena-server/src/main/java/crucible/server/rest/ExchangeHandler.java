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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns each request of one connection into an answer, one after the other. Belongs to its channel's thread. */
// Netty tells of failed writes by closing the channel; there is nothing else to do about them.
@SuppressWarnings("FutureReturnValueIgnored")
final class ExchangeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeHandler.class);
    private static final int MOST_STREAMS = 64;
    private static final int MOST_WAITING = 8;

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
    private final Deque<Received> waiting = new ArrayDeque<>();
    private boolean answering;

    /** A request that has come in whole; {@code request} throws what is wrong with it. */
    private record Received(
            String id, String path, boolean keepAlive, boolean withoutBody, Supplier<Request> request) {}

    ExchangeHandler(Router router, Admission admission, AtomicInteger streams) {
        this.router = router;
        this.admission = admission;
        this.streams = streams;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest message) {
        waiting.add(received(ctx, message));
        if (waiting.size() >= MOST_WAITING) {
            ctx.channel().config().setAutoRead(false);
        }
        answerNext(ctx);
    }

    /** Answers go out in the order of the requests: the next is begun when the one before has been sent. */
    private void answerNext(ChannelHandlerContext ctx) {
        final Received next = answering ? null : waiting.poll();
        if (next == null) {
            return;
        }
        answering = true;
        ctx.channel().config().setAutoRead(true);
        CompletableFuture<Answer> answer;
        try {
            answer = dispatch(next.request().get());
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((result, failure) -> ctx.executor().execute(() -> {
            final Answer whole =
                    failure == null ? result : problem(failure, next.id()).toReply(next.path());
            send(ctx, whole, next);
        }));
    }

    private static Received received(ChannelHandlerContext ctx, FullHttpRequest message) {
        final String id = UUID.randomUUID().toString();
        final boolean head = message.method().name().equals("HEAD");
        Supplier<Request> request;
        try {
            final Request read = request(ctx, id, message);
            request = () -> read;
        } catch (Problem problem) {
            request = () -> {
                throw problem;
            };
        }
        return new Received(id, pathOf(message), HttpUtil.isKeepAlive(message), head, request);
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
        waiting.add(new Received(UUID.randomUUID().toString(), path, false, false, () -> {
            throw problem;
        }));
        answerNext(ctx);
    }

    private void send(ChannelHandlerContext ctx, Answer answer, Received received) {
        answer.visit(new Answer.Visitor<Void>() {
            @Override
            public Void reply(Reply reply) {
                write(ctx, reply, received);
                return null;
            }

            @Override
            public Void eventStream(EventStreamAnswer stream) {
                if (received.withoutBody()) {
                    write(ctx, Reply.text("text/event-stream", ""), received);
                } else {
                    startStream(ctx, stream, received);
                }
                return null;
            }
        });
    }

    private void startStream(ChannelHandlerContext ctx, EventStreamAnswer answer, Received received) {
        if (streams.incrementAndGet() > MOST_STREAMS) {
            streams.decrementAndGet();
            final Problem problem =
                    Problem.unavailable("too-many-streams", "at most " + MOST_STREAMS + " readers of events at once");
            write(ctx, problem.toReply(received.path()), received);
            return;
        }
        final EventStream stream = new EventStream(answer, streams);
        final Map<String, String> headers = new LinkedHashMap<>(SECURITY_HEADERS);
        headers.put("X-Request-Id", received.id());
        ctx.pipeline().remove("idle");
        ctx.pipeline().replace(this, "stream", stream);
        stream.start(ctx.pipeline().context(stream), headers);
    }

    private void write(ChannelHandlerContext ctx, Reply reply, Received received) {
        final boolean close =
                !received.keepAlive() || "close".equals(reply.headers().get("connection"));
        final DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(reply.status()),
                received.withoutBody() ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(reply.body()));
        SECURITY_HEADERS.forEach(response.headers()::set);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, reply.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Request-Id", received.id());
        reply.headers().forEach(response.headers()::set);
        if (close) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        if (close) {
            ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        ctx.writeAndFlush(response);
        answering = false;
        answerNext(ctx);
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
