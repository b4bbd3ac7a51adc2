/** OKX v5's public protocol, as a server speaks it: streams over WebSocket, and REST. */
package crucible.exchange.replay.okx;
