/**
 * The permanent record: what outlives the journal. Genesis, births, operators' commands, verdicts, quarantines, and every
 * return that was evidence, in blocks that are a pure function of the journal.
 */
package crucible.server.record;
