package crucible.exchange.replay.binance;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One WebSocket client: its subscriptions, what waits to be sent to it, and its life signs. */
final class BinanceSession extends SimpleChannelInboundHandler<WebSocketFrame> {
    /** As at the exchange. */
    static final int MAX_STREAMS = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(BinanceSession.class);
    private static final long PING_SECONDS = 20;
    private static final long PONG_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final byte[] WRAP_BEFORE = "{\"stream\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WRAP_BETWEEN = "\",\"data\":".getBytes(StandardCharsets.US_ASCII);
    private static final int FINAL_TEXT_FRAME = 0x81;

    private final BinanceSpot venue;
    private final Channel channel;
    private final Set<String> subscriptions = new LinkedHashSet<>();
    private boolean combined;
    private ByteBuf pending;
    private Future<?> pings;
    private long pingsSent;
    private long unansweredSinceNanos;
    private boolean unanswered;

    BinanceSession(BinanceSpot venue, Channel channel, boolean combined) {
        this.venue = venue;
        this.channel = channel;
        this.combined = combined;
    }

    /** The handshake is done; {@code names} are the streams of the address. */
    void open(List<String> names) {
        venue.opened(this);
        pings = channel.eventLoop().scheduleAtFixedRate(this::ping, PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
        if (!names.isEmpty()) {
            subscribe(names);
            venue.acknowledged();
        }
    }

    private void ping() {
        if (unanswered && System.nanoTime() - unansweredSinceNanos > PONG_WITHIN_NANOS) {
            LOG.info("client {} has not answered a ping within 60 s: disconnected", channel.remoteAddress());
            channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
            return;
        }
        if (!unanswered) {
            unanswered = true;
            unansweredSinceNanos = System.nanoTime();
        }
        final byte[] payload = Long.toString(++pingsSent).getBytes(StandardCharsets.US_ASCII);
        channel.writeAndFlush(new PingWebSocketFrame(Unpooled.wrappedBuffer(payload)))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /** Whether that many more streams are allowed. */
    boolean hasRoomFor(List<String> names) {
        return subscriptions.size()
                        + names.stream()
                                .distinct()
                                .filter(name -> !subscriptions.contains(name))
                                .count()
                <= MAX_STREAMS;
    }

    void subscribe(List<String> names) {
        for (String name : names) {
            if (subscriptions.add(name)) {
                venue.subscribe(this, name);
            }
        }
    }

    void unsubscribe(List<String> names) {
        for (String name : names) {
            if (subscriptions.remove(name)) {
                venue.unsubscribe(this, name);
            }
        }
    }

    Set<String> subscriptions() {
        return subscriptions;
    }

    boolean isCombined() {
        return combined;
    }

    void combine(boolean wanted) {
        combined = wanted;
    }

    /** Adds a market frame to what the next {@link #flush()} sends. */
    void append(byte[] stream, FrameText payload) {
        if (pending == null) {
            pending = channel.alloc().buffer(16 << 10);
        }
        final int size =
                payload.length() + (combined ? WRAP_BEFORE.length + stream.length + WRAP_BETWEEN.length + 1 : 0);
        pending.writeByte(FINAL_TEXT_FRAME);
        if (size < 126) {
            pending.writeByte(size);
        } else {
            pending.writeByte(126).writeShort(size);
        }
        if (combined) {
            pending.writeBytes(WRAP_BEFORE).writeBytes(stream).writeBytes(WRAP_BETWEEN);
        }
        payload.writeTo(pending);
        if (combined) {
            pending.writeByte('}');
        }
    }

    void flush() {
        if (pending != null) {
            final ByteBuf frames = pending;
            pending = null;
            channel.writeAndFlush(frames).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    boolean keepsUp() {
        return channel.isWritable();
    }

    void whenSent(Runnable action) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> action.run());
    }

    void cut() {
        channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof PongWebSocketFrame) {
            unanswered = false;
        } else if (frame instanceof PingWebSocketFrame) {
            context.writeAndFlush(new PongWebSocketFrame(frame.content().retain()))
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        } else if (frame instanceof CloseWebSocketFrame) {
            context.writeAndFlush(new CloseWebSocketFrame(1000, "")).addListener(ChannelFutureListener.CLOSE);
        } else {
            final String text = frame.content().toString(StandardCharsets.UTF_8);
            final ControlRequests.Reply reply = ControlRequests.answer(this, text);
            context.writeAndFlush(new TextWebSocketFrame(reply.json()))
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            if (reply.subscribed()) {
                venue.acknowledged();
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            venue.caughtUp();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (pings != null) {
            pings.cancel(false);
        }
        if (pending != null) {
            pending.release();
            pending = null;
        }
        venue.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.info("client {} disconnected: {}", channel.remoteAddress(), cause.toString());
        context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
}
