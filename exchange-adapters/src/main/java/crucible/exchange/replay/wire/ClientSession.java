package crucible.exchange.replay.wire;

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
public final class ClientSession extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);
    private static final long PONG_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final byte[] WRAP_BEFORE = "{\"stream\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WRAP_BETWEEN = "\",\"data\":".getBytes(StandardCharsets.US_ASCII);
    private static final String NUMBER = "{\"sequence_num\":";
    private static final int HEARTBEAT_SECONDS = 1;
    private static final int FINAL_TEXT_FRAME = 0x81;
    private static final int POLICY_VIOLATION = 1008;

    private final WireVenue venue;
    private final WireDialect dialect;
    private final Channel channel;
    private Conversation conversation;
    private final Set<String> subscriptions = new LinkedHashSet<>();
    private boolean combined;
    private boolean numbered;
    private long framesNumbered;
    private final FaultyLine line;
    private ByteBuf pending;
    private Future<?> pings;
    private Future<?> heartbeats;
    private boolean spoken;
    private long pingsSent;
    private long unansweredSinceNanos;
    private boolean unanswered;

    ClientSession(WireVenue venue, WireDialect dialect, Channel channel) {
        this.venue = venue;
        this.dialect = dialect;
        this.channel = channel;
        this.line = new FaultyLine(venue.faults(), dialect, this);
    }

    /** The handshake is done. */
    void open(Conversation talk) {
        conversation = talk;
        venue.opened(this);
        if (dialect.pingSeconds() > 0) {
            pings = channel.eventLoop()
                    .scheduleAtFixedRate(this::ping, dialect.pingSeconds(), dialect.pingSeconds(), TimeUnit.SECONDS);
        }
        heartbeats = channel.eventLoop()
                .scheduleAtFixedRate(this::beat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        talk.onOpen();
    }

    private void beat() {
        if (!subscriptions.isEmpty() && line.isStraight()) {
            dialect.heartbeat(this, !spoken).ifPresent(this::reply);
        }
        spoken = false;
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

    /** Adds the client to these streams; names that are not played are silent. */
    public void subscribe(List<String> names) {
        for (String name : names) {
            if (subscriptions.add(name)) {
                dialect.streams().add(this, name);
            }
        }
    }

    /** Remembers these streams, of which nothing will be sent. */
    public void subscribeInVain(List<String> names) {
        subscriptions.addAll(names);
    }

    /** Takes the client off these streams. */
    public void unsubscribe(List<String> names) {
        for (String name : names) {
            if (subscriptions.remove(name)) {
                dialect.streams().remove(this, name);
            }
        }
    }

    /** Names that the client has subscribed to, played or not. */
    public Set<String> subscriptions() {
        return subscriptions;
    }

    /** Whether each frame is wrapped with the name of its stream. */
    public boolean isCombined() {
        return combined;
    }

    /** Wraps each frame from now on, or does not. */
    public void combine(boolean wanted) {
        combined = wanted;
    }

    /** Numbers each frame from now on, from 0, in its first field. Frames are objects then. */
    public void number() {
        numbered = true;
    }

    /** Says something at once. */
    public void reply(String text) {
        // What was said before goes before.
        flush();
        final String frame = numbered ? NUMBER + framesNumbered++ + "," + text.substring(1) : text;
        channel.writeAndFlush(new TextWebSocketFrame(frame)).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /** Subscriptions have been acknowledged: the market may begin. */
    public void acknowledged() {
        venue.acknowledged();
    }

    /** Adds a market frame to what the next {@link #flush()} sends, or does to it what goes wrong now. */
    void append(byte[] stream, FrameText payload) {
        venue.appended();
        if (line.isStraight()) {
            write(stream, payload);
        } else {
            line.onFrame(stream, payload.toString());
        }
    }

    /** The market's time is that now: what was held back until then is sent. */
    void passTo(long timeMs) {
        line.passTo(timeMs);
    }

    /** A frame does not come; where frames are numbered, its number does not either. */
    void lose() {
        framesNumbered++;
    }

    /** Adds a frame to what the next {@link #flush()} sends. */
    void write(byte[] stream, FrameText payload) {
        if (pending == null) {
            pending = channel.alloc().buffer(16 << 10);
            spoken = true;
        }
        if (combined) {
            head(WRAP_BEFORE.length + stream.length + WRAP_BETWEEN.length + payload.length() + 1);
            pending.writeBytes(WRAP_BEFORE).writeBytes(stream).writeBytes(WRAP_BETWEEN);
            payload.writeTo(pending);
            pending.writeByte('}');
        } else if (numbered) {
            final byte[] number = (NUMBER + framesNumbered++ + ",").getBytes(StandardCharsets.US_ASCII);
            head(number.length + payload.length() - 1);
            pending.writeBytes(number);
            payload.writeTailTo(pending);
        } else {
            head(payload.length());
            payload.writeTo(pending);
        }
    }

    private void head(int size) {
        pending.writeByte(FINAL_TEXT_FRAME);
        if (size < 126) {
            pending.writeByte(size);
        } else {
            pending.writeByte(126).writeShort(size);
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

    /** Says that the connection will end, in the protocol's words. */
    void announceEnd(long timeMs) {
        dialect.farewell(timeMs).ifPresent(this::reply);
    }

    /** Ends the connection with a code. */
    void end(int code, String reason) {
        flush();
        channel.writeAndFlush(new CloseWebSocketFrame(code, reason)).addListener(ChannelFutureListener.CLOSE);
    }

    /** Ends the connection where frames have piled up. */
    void endWhereSlow() {
        if (line.isPiledUp()) {
            line.drop();
            end(POLICY_VIOLATION, "slow consumer");
        }
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
            conversation.onText(frame.content().toString(StandardCharsets.UTF_8));
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
        if (heartbeats != null) {
            heartbeats.cancel(false);
        }
        if (pending != null) {
            pending.release();
            pending = null;
        }
        for (String name : subscriptions) {
            dialect.streams().remove(this, name);
        }
        subscriptions.clear();
        venue.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.info("client {} disconnected: {}", channel.remoteAddress(), cause.toString());
        context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
}
