/** Binance Spot's public protocol, as a server speaks it: streams over WebSocket, and REST. */
package crucible.exchange.replay.binance;
