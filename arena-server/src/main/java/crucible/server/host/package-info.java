/** The process around an arena: feeds, face, metrics, tokens and the order in which they start and stop. */
package crucible.server.host;
