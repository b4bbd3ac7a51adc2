/** Benchmarks of single parts and of the whole path from bar to decision. */
package crucible.bench;
