/** Snapshots: the tournament's whole state at a boundary, in a file each, so that a start need not replay everything. */
package crucible.server.snapshot;
