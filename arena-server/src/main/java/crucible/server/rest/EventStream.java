package crucible.server.rest;

import crucible.server.view.ArenaEvent;
import crucible.server.view.EventFeed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One reader of server-sent events. Belongs to its channel's thread. Reads from a bounded queue only while the socket takes
 * more; what was dropped meanwhile is told by an event {@code dropped}, so that the reader fetches anew. A reader that takes
 * nothing for a minute is cut off.
 */
// Netty tells of failed writes by closing the channel; there is nothing else to do about them.
@SuppressWarnings("FutureReturnValueIgnored")
final class EventStream extends ChannelInboundHandlerAdapter {
    static final int QUEUE = 1024;
    private static final int BATCH = 64;
    private static final long GATHER_MS = 100;
    private static final long HEARTBEAT_SECONDS = 15;
    private static final int MOST_MISSED_HEARTBEATS = 4;

    private final EventStreamAnswer answer;
    private final AtomicInteger streams;
    private EventFeed.Subscription subscription;
    private int missedHeartbeats;

    EventStream(EventStreamAnswer answer, AtomicInteger streams) {
        this.answer = answer;
        this.streams = streams;
    }

    /** Takes over the channel: answers with the head of the stream and goes on from there. */
    void start(ChannelHandlerContext ctx, Map<String, String> headers) {
        final DefaultHttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        headers.forEach(head.headers()::set);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                // Said outright, so that no compressor holds events back.
                .set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.IDENTITY);
        HttpUtil.setTransferEncodingChunked(head, true);
        ctx.write(head);
        ctx.writeAndFlush(text("event: hello\ndata: {\"sequence\":" + answer.sequence() + "}\n\n"));
        subscription = answer.feed().subscribe(QUEUE, () -> drainSoon(ctx));
        ctx.executor().schedule(() -> heartbeat(ctx), HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** Called by the publisher. Gathering for a moment lets newer boundaries take the place of older ones. */
    private void drainSoon(ChannelHandlerContext ctx) {
        try {
            ctx.executor().schedule(() -> drain(ctx), GATHER_MS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The server stops; the publisher must not suffer from it.
            subscription.close();
        }
    }

    private void drain(ChannelHandlerContext ctx) {
        while (ctx.channel().isActive() && ctx.channel().isWritable() && !subscription.isEmpty()) {
            final StringBuilder text = new StringBuilder();
            final long dropped = subscription.takeDropped();
            if (dropped > 0) {
                text.append("event: dropped\ndata: {\"count\":").append(dropped).append("}\n\n");
            }
            final List<ArenaEvent> events = subscription.take(BATCH);
            for (ArenaEvent event : events) {
                append(text, event, answer.types());
            }
            if (text.length() > 0) {
                missedHeartbeats = 0;
                ctx.writeAndFlush(text(text.toString()));
            }
        }
    }

    private static void append(StringBuilder text, ArenaEvent event, Set<String> types) {
        if (types.isEmpty() || types.contains(event.type())) {
            text.append("event: ")
                    .append(event.type())
                    .append("\nid: ")
                    .append(event.sequence())
                    .append("\ndata: ")
                    .append(new String(RecordJson.bytes(event), StandardCharsets.UTF_8))
                    .append("\n\n");
        }
    }

    private void heartbeat(ChannelHandlerContext ctx) {
        if (!ctx.channel().isActive()) {
            return;
        }
        if (ctx.channel().isWritable()) {
            missedHeartbeats = 0;
            ctx.writeAndFlush(text(": still here\n\n"));
        } else if (++missedHeartbeats == MOST_MISSED_HEARTBEATS) {
            ctx.close();
            return;
        }
        ctx.executor().schedule(() -> heartbeat(ctx), HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    private static DefaultHttpContent text(String text) {
        final ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
        return new DefaultHttpContent(bytes);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        // A reader of events has nothing more to say.
        ReferenceCountUtil.release(message);
        ctx.close();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        drain(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        subscription.close();
        streams.decrementAndGet();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
