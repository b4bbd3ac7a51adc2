/** The composition root: wires all modules into one process and opens it to operators. */
package crucible.server;
