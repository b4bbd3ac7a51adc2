/**
 * Placebos on recorded candles: agents that enter at random through the classes of every trial, and what the judge makes of
 * their returns. Instrument-weeks are drawn anew, not agents: agents on one path of prices are not independent.
 */
package crucible.factory.calibration;
