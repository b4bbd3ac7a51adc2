/**
 * Everything that speaks to a venue: feeds, backfill, and the replay venue that plays recorded or generated markets.
 */
package crucible.exchange;
