/** The ring's events: every kind of input that may change core state, and how it is written to the journal. */
package crucible.runtime.event;
