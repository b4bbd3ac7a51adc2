/**
 * Binance Spot: public streams and REST to events of the arena.
 *
 * <p>Order of what reaches the sink: state CONNECTING; the instruments in listing order; closed bars from REST by close
 * time, then interval, then listing; state LIVE; then whatever each frame of the stream brings, in the order of frames:
 * a quote that was held back, bars of REST that the stream left out, the frame's own bar or quote. The first part comes
 * from the control thread, the rest from the socket's reader; the two never overlap. A sink that blocks stops the reader
 * and so holds the venue back.
 */
package crucible.exchange.binance;
