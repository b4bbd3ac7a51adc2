package crucible.fill;

import crucible.model.FillInputs;
import crucible.model.FillView;
import crucible.model.Instrument;
import crucible.model.Require;
import crucible.model.Side;
import crucible.model.VolatilityRung;
import java.math.BigDecimal;

/**
 * A fill with everything that made its price and its money, so that {@link FillCheck} can compute both again from nothing
 * else. Prices are counted in ticks, quantities in lots, of the units in which the position is kept.
 *
 * @param id agent and sequence of the event that filled it, such as {@code 12-3456}; a third number from 2 on tells fills of
 *     one agent by one event apart
 * @param exitReason why the position was closed; empty for an entry
 * @param tickSize price of a tick
 * @param tickLotUsdE8 value of a lot at a price of one tick
 * @param lotSizeBase a lot in base currency
 * @param triggerTicks the trade that set a stop off, or the level at which the order rested; 0 where a quote filled it
 * @param spreadTicks ask less bid; where a bar filled the order, what lies between trade or level and the touch
 * @param latencyMs from the decision to the first quote that could fill it; 0 where a bar did
 * @param sigmaFrac volatility, and what is usual for it
 * @param barCloseTimeMs end of the newest closed bar, 0 where there was none
 * @param barVolumeBase what traded in it
 * @param baseSlippagePpm slippage of a calm market as configured, and how many times it may grow
 * @param coefficientPpm coefficient of the impact as configured
 * @param slippagePpm slippage as charged
 * @param impactPpb impact as charged
 * @param slippageUsdE8 slippage and impact as money; {@code impactUsdE8} is the part that is impact
 */
public record FillFacts(
        String id,
        int agentId,
        long sequence,
        long orderId,
        String venue,
        String instrument,
        Side side,
        boolean entry,
        String exitReason,
        long decidedTimeMs,
        long timeMs,
        BigDecimal tickSize,
        long tickLotUsdE8,
        double lotSizeBase,
        long touchTicks,
        long triggerTicks,
        long spreadTicks,
        long bidTicks,
        long askTicks,
        long quoteTimeMs,
        long latencyMs,
        double sigmaFrac,
        double usualSigmaFrac,
        VolatilityRung rung,
        long barCloseTimeMs,
        double barVolumeBase,
        int baseSlippagePpm,
        int mostVolatilityFactor,
        int coefficientPpm,
        long slippagePpm,
        long impactPpb,
        long feePpm,
        long quantityLots,
        long notionalUsdE8,
        long impactUsdE8,
        long slippageUsdE8,
        long feeUsdE8) {
    public FillFacts {
        Require.text("id", id);
        Require.present("side", side);
        Require.present("exitReason", exitReason);
        Require.present("rung", rung);
    }

    /** What is known of {@code fill}, kept in {@code units}, under these costs. */
    public static FillFacts of(String id, long sequence, FillView fill, Instrument units, CostSettings costs) {
        final FillInputs inputs = fill.inputs();
        return new FillFacts(
                id,
                fill.agentId(),
                sequence,
                fill.orderId(),
                units.venue(),
                units.symbol(),
                fill.side(),
                fill.entry(),
                fill.exitReason() == null ? "" : fill.exitReason().name(),
                fill.decidedTimeMs(),
                fill.timeMs(),
                units.rules().tickSize(),
                units.tickLotUsdE8(),
                units.lotSizeBase(),
                fill.touchTicks(),
                inputs.triggerTicks(),
                inputs.spreadTicks(),
                fill.bidTicks(),
                fill.askTicks(),
                fill.quoteTimeMs(),
                inputs.latencyMs(),
                inputs.sigmaFrac(),
                inputs.usualSigmaFrac(),
                inputs.rung(),
                inputs.barCloseTimeMs(),
                inputs.barVolumeBase(),
                costs.slippagePpm(),
                costs.market().mostVolatilityFactor(),
                costs.market().impactPpm(),
                inputs.slippagePpm(),
                inputs.impactPpb(),
                inputs.feePpm(),
                fill.quantityLots(),
                fill.notionalUsdE8(),
                inputs.impactUsdE8(),
                fill.slippageUsdE8(),
                fill.feeUsdE8());
    }

    /** The order's part of the newest bar's volume; NaN where nothing traded. */
    public double participation() {
        return barVolumeBase > 0 ? quantityLots * lotSizeBase / barVolumeBase : Double.NaN;
    }

    /** Age of the quote at the fill. */
    public long quoteAgeMs() {
        return timeMs - quoteTimeMs;
    }
}
