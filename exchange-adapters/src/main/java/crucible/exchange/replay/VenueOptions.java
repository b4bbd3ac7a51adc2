package crucible.exchange.replay;

import crucible.exchange.replay.fault.FaultScript;
import crucible.exchange.replay.market.MarketSource;
import crucible.model.Require;

/**
 * What the replay venue plays, and how. Immutable.
 *
 * @param market the market
 * @param speed market time per real time, above 0; infinity plays as fast as clients read
 * @param port TCP port on the loopback interface, 0 for any free one
 * @param historyBars five-minute spans at the beginning of the market that are past when clients arrive (at most half
 *     of a recorded market)
 * @param maxBoundaries five-minute boundaries after which the streams go quiet
 * @param settleMillis how long no subscription must have been added before the clock starts, real time
 * @param faults what goes wrong
 */
public record VenueOptions(
        MarketSource market,
        double speed,
        int port,
        int historyBars,
        long maxBoundaries,
        long settleMillis,
        FaultScript faults) {
    /** As fast as clients read. */
    public static final double MAX_SPEED = Double.POSITIVE_INFINITY;

    public VenueOptions {
        Require.present("market", market);
        Require.that(speed > 0, "speed is above 0, or infinite for as fast as clients read", speed);
        Require.between("port", port, 0, 65_535);
        Require.notNegative("historyBars", historyBars);
        Require.positive("maxBoundaries", maxBoundaries);
        Require.notNegative("settleMillis", settleMillis);
        Require.present("faults", faults);
        if (Double.isInfinite(speed)) {
            faults.requirePlayableWithoutPace();
        }
    }

    /** The market at 20,000 times real time (a 5m bar every 15 ms) on any free port, 600 bars of history, no end. */
    public static VenueOptions of(MarketSource market) {
        return new VenueOptions(market, 20_000, 0, 600, Long.MAX_VALUE, 400, FaultScript.none());
    }

    /** The same at another speed. */
    public VenueOptions withSpeed(double other) {
        return new VenueOptions(market, other, port, historyBars, maxBoundaries, settleMillis, faults);
    }

    /** The same on another port. */
    public VenueOptions withPort(int other) {
        return new VenueOptions(market, speed, other, historyBars, maxBoundaries, settleMillis, faults);
    }

    /** The same with another length of history. */
    public VenueOptions withHistoryBars(int other) {
        return new VenueOptions(market, speed, port, other, maxBoundaries, settleMillis, faults);
    }

    /** The same, quiet after that many five-minute boundaries. */
    public VenueOptions withMaxBoundaries(long other) {
        return new VenueOptions(market, speed, port, historyBars, other, settleMillis, faults);
    }

    /** The same with another pause before the clock starts. */
    public VenueOptions withSettleMillis(long other) {
        return new VenueOptions(market, speed, port, historyBars, maxBoundaries, other, faults);
    }

    /** The same with faults. */
    public VenueOptions withFaults(FaultScript others) {
        return new VenueOptions(market, speed, port, historyBars, maxBoundaries, settleMillis, others);
    }
}
