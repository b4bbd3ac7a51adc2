/** Where the data lake lies in a data directory, and how its raw layer is written from the journal. */
package crucible.server.lake;
