/** The pace of a played market, and the port to the protocol in which it is shown. */
package crucible.exchange.replay.clock;
