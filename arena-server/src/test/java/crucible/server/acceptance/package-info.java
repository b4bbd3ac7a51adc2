/** The whole in one process: venue, feed, ring, journal and face, held against what the project promises. */
package crucible.server.acceptance;
