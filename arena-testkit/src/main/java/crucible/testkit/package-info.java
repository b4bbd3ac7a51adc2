/** Driven clocks, tapes of bars and orders, and the scenario reader that the tests of all modules share. */
package crucible.testkit;
