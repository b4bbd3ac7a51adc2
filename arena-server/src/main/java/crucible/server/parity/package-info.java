/**
 * Same engine, same result: what agents did in the running arena, as its journal tells, beside what the same agents do in a
 * trial over the raw layer of the lake.
 */
package crucible.server.parity;
