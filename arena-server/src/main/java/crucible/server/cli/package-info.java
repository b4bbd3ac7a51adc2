/** The commands that people type. Data goes to standard output, everything else to standard error. */
package crucible.server.cli;
