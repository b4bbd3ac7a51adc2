package crucible.server.rest;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.compression.StandardCompressionOptions;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContentCompressor;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.atomic.AtomicInteger;

/** Builds each connection's pipeline. */
// Netty tells of failed writes by closing the channel; there is nothing else to do about them.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionSetup extends ChannelInitializer<SocketChannel> {
    static final int MOST_BODY_BYTES = 256 * 1024;
    private static final int MOST_CONNECTIONS = 512;
    private static final int IDLE_SECONDS = 60;
    private static final int COMPRESSED_FROM_BYTES = 1024;

    private final SslContext tls;
    private final Router router;
    private final Admission admission;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();

    /** @param tls null for plain text */
    ConnectionSetup(SslContext tls, Router router, Admission admission) {
        this.tls = tls;
        this.router = router;
        this.admission = admission;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        channel.closeFuture().addListener(closed -> connections.decrementAndGet());
        if (connections.incrementAndGet() > MOST_CONNECTIONS) {
            channel.close();
            return;
        }
        final ExchangeHandler exchange = new ExchangeHandler(router, admission, streams);
        final ChannelPipeline pipeline = channel.pipeline();
        if (tls != null) {
            pipeline.addLast(tls.newHandler(channel.alloc()));
        }
        pipeline.addLast("idle", new IdleStateHandler(0, 0, IDLE_SECONDS));
        pipeline.addLast(new HttpServerCodec());
        pipeline.addLast(new HttpContentCompressor(COMPRESSED_FROM_BYTES, StandardCompressionOptions.gzip()));
        pipeline.addLast(new BodyLimit(exchange));
        pipeline.addLast("exchange", exchange);
    }

    /** Gathers a request's parts; one that is too long is answered by a problem. */
    private static final class BodyLimit extends HttpObjectAggregator {
        private final ExchangeHandler exchange;

        private BodyLimit(ExchangeHandler exchange) {
            super(MOST_BODY_BYTES);
            this.exchange = exchange;
        }

        @Override
        protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
            final String path = oversized instanceof HttpRequest request ? request.uri() : "/";
            if (oversized instanceof FullHttpRequest full) {
                full.release();
            }
            exchange.refuse(ctx, Problem.tooLarge(MOST_BODY_BYTES), path);
        }
    }
}
