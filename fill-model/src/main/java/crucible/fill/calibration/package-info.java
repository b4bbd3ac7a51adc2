/** How far the costs that the fill model charges lie from those that recorded quotes show. Pure functions of their input. */
package crucible.fill.calibration;
