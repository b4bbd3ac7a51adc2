/** Recomputes what was decided from what was kept, so that nobody has to believe a verdict. */
package crucible.server.explain;
