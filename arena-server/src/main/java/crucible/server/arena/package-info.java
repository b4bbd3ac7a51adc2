/**
 * The composition of a running tournament: which stages it is made of, how it starts from a journal or from nothing, what
 * it publishes, and how operators' orders reach it.
 */
package crucible.server.arena;
