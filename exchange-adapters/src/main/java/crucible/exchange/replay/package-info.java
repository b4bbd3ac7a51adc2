/**
 * The replay venue: a server that plays a market to any client, at any speed, in an exchange's public protocol. The
 * market and its clock are apart from the dialect spoken.
 */
package crucible.exchange.replay;
