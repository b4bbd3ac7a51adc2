/** Trials of blueprints over history, the search for better ones, and the reseeding of free slots. */
package crucible.factory;
