/** How strict the configured judge is: agents of known skill before the live rules, shared over threads. */
package crucible.server.calibrate;
