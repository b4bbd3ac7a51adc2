/** The journal: every ring event in order, appended before any effect of it is visible, and read back for replay. */
package crucible.server.journal;
