package crucible.server.rest;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Callers that could not be taken in, for want of a file handle, say: told the 1st, 2nd, 4th, 8th … time, and tried again by
 * the handler before this one. The listening channel's thread.
 */
final class MissedCallers extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(MissedCallers.class);

    private long count;

    @Override
    public void exceptionCaught(ChannelHandlerContext listening, Throwable cause) {
        count++;
        if (Long.bitCount(count) == 1) {
            LOG.warn("no further caller can be taken in, {} tries so far: {}", count, cause.toString());
        }
    }
}
