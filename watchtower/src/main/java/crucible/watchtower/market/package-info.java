/** What the market did while agents traded in it, as far as a record is shown beside it. */
package crucible.watchtower.market;
