package crucible.server.view;

import crucible.fill.CostSettings;
import crucible.model.Require;
import crucible.model.Timeframe;
import crucible.runtime.viability.Viability;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Whether instruments move enough to pay for trading them, timeframes side by side.
 *
 * @param leastRatio potential over cost below which a timeframe is too fast
 * @param refused whether agents may not enter where it is too fast
 * @param items by instrument, in the arena's order
 */
public record ViabilityView(double leastRatio, boolean refused, List<Item> items) {
    /** Potential over cost below which a timeframe is reported as too fast. */
    public static final double LEAST_RATIO = 2;

    private static final double PPM = 1e6;
    private static final double BPS = 1e4;

    public ViabilityView {
        items = List.copyOf(items);
    }

    /**
     * One instrument.
     *
     * @param timeframes by label, in ascending order of length
     */
    public record Item(String venue, String instrument, Map<String, Row> timeframes) {
        public Item {
            Require.present("venue", venue);
            Require.text("instrument", instrument);
            timeframes = Collections.unmodifiableMap(timeframes);
        }
    }

    /**
     * One instrument on one timeframe, in basis points of a trade's value.
     *
     * @param moves moves that the potential is a mean of
     * @param potentialBps mean move over a holding, whichever its direction
     * @param costBps fees, slippage and spread there and back
     * @param feesBps fees of entry and exit
     * @param slippageBps slippage of both, in a usual market
     * @param spreadBps mean spread of the quotes
     * @param ratio potential over cost
     * @param tooFast whether that is known to be below the least
     */
    public record Row(
            int moves,
            OptionalDouble potentialBps,
            OptionalDouble costBps,
            double feesBps,
            double slippageBps,
            OptionalDouble spreadBps,
            OptionalDouble ratio,
            boolean tooFast) {
        /** What {@code viability} says. */
        public static Row of(Viability viability, double leastRatio) {
            return new Row(
                    viability.moves(),
                    known(viability.potentialFrac() * BPS),
                    known(viability.costFrac() * BPS),
                    viability.feesFrac() * BPS,
                    viability.slippageFrac() * BPS,
                    known(viability.spreadFrac() * BPS),
                    known(viability.ratio()),
                    viability.isBelow(leastRatio));
        }

        private static OptionalDouble known(double value) {
            return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
        }
    }

    /** What was measured of one instrument on one timeframe, before costs. */
    public record Measured(String venue, String instrument, Timeframe timeframe, Viability moves) {}

    /** Under {@code costs}, side by side. */
    public static ViabilityView of(List<Measured> measured, CostSettings costs, double leastRatio, boolean refused) {
        final Map<String, Map<Timeframe, Row>> rows = new LinkedHashMap<>();
        final Map<String, Measured> firsts = new LinkedHashMap<>();
        for (Measured one : measured) {
            final String key = one.venue() + ":" + one.instrument();
            final Viability moves = one.moves();
            final Viability viability = new Viability(
                    moves.moves(),
                    moves.potentialFrac(),
                    moves.spreadFrac(),
                    2 * costs.takerFeePpmAt(one.venue()) / PPM,
                    2 * costs.slippagePpm() / PPM);
            firsts.putIfAbsent(key, one);
            rows.computeIfAbsent(key, added -> new TreeMap<>()).put(one.timeframe(), Row.of(viability, leastRatio));
        }
        final List<Item> items = new ArrayList<>();
        firsts.forEach((key, one) -> {
            final Map<String, Row> byLabel = new LinkedHashMap<>();
            rows.get(key).forEach((timeframe, row) -> byLabel.put(timeframe.label(), row));
            items.add(new Item(one.venue(), one.instrument(), byLabel));
        });
        return new ViabilityView(leastRatio, refused, items);
    }
}
