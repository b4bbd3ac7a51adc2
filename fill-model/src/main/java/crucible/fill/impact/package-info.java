/** What the size of an order costs, and how much of it a bar's volume can take. Pure functions, for any thread. */
package crucible.fill.impact;
