/**
 * What all venues share: settings, instruments, series with repair, quotes. A venue adds a
 * {@link crucible.exchange.feed.StreamDialect} and a {@link crucible.exchange.feed.RestDialect}.
 *
 * <p>Order of what reaches the sink: state CONNECTING; the instruments in listing order; closed bars from REST by close
 * time, then interval, then listing; state LIVE; then whatever each frame of the stream brings, in the order of frames:
 * a quote that was held back, bars of REST that the stream left out, the frame's own bars, the frame's own quotes. The
 * first part comes from the control thread, the rest from the socket's reader; the two never overlap. A sink that blocks
 * stops the reader and so holds the venue back.
 */
package crucible.exchange.feed;
