/** The venues by name, and the feed of each. */
package crucible.exchange.venue;
