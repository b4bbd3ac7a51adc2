package crucible.fill;

import crucible.fill.spread.RollingSpread;
import crucible.fill.volatility.InstrumentVolatility;
import crucible.model.BarView;
import crucible.model.Direction;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.QuoteView;
import crucible.model.Side;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.Timeframe;
import crucible.model.UsdE8;

/** One instrument as last seen, and who waits for what it does next. */
final class Market implements StateHolder {
    final HoldingList waiting = new HoldingList(HoldingList.WAITING);
    private final HoldingList[] open = new HoldingList[Timeframe.count()];
    final PerpetualMarket perpetual = new PerpetualMarket();
    private final long[] lastCloseTimeMs = new long[Timeframe.count()];
    private final double[] volumeBase = new double[Timeframe.count()];

    final InstrumentVolatility volatility;
    private final RollingSpread spread;
    private final long quoteAgeMs;
    private final CostSettings costs;

    /** By hour of day; null where none are known. */
    private int[] spreadFloorsPpm;

    Instrument instrument;
    int takerFeePpm;
    int makerFeePpm;

    /** How many times its margin a position may be worth when it is opened. */
    int leverage = 1;

    /**
     * Interest of a year on what a spot short has borrowed, in parts per million; {@link BorrowDesk#NONE} where nobody
     * lends.
     */
    int borrowAnnualPpm = BorrowDesk.NONE;

    /** The newest hour since 1970 for which interest has been charged. */
    long borrowHour;

    /** Best bid, 0 before the first quote. */
    long bidTicks;

    /** Best ask, 0 before the first quote. */
    long askTicks;

    /** Event time of the last quote, 0 before the first; bid and ask are those of a bar where one is newer. */
    long quoteTimeMs;

    /** Ask less bid of the last quote, at least one; 1 before the first. */
    private long quotedSpreadTicks = 1;

    Market(CostSettings costs) {
        this.costs = costs;
        volatility = new InstrumentVolatility(costs.market().volatility());
        spread = new RollingSpread(
                costs.market().spreadEstimator(), costs.market().spreadBars());
        quoteAgeMs = costs.market().quoteAgeMs();
        for (int i = 0; i < open.length; i++) {
            open[i] = new HoldingList(HoldingList.OPEN);
            volumeBase[i] = -1;
        }
    }

    /** Open positions of agents that play bars of this timeframe. */
    HoldingList open(Timeframe timeframe) {
        return open[timeframe.ordinal()];
    }

    /** End of the newest closed bar, 0 before the first. */
    long lastCloseTimeMs(Timeframe timeframe) {
        return lastCloseTimeMs[timeframe.ordinal()];
    }

    /** What traded in the newest closed bar, in base currency; -1 before the first. */
    double volumeBase(Timeframe timeframe) {
        return volumeBase[timeframe.ordinal()];
    }

    /** A bar has closed; true if it is newer than all before it. */
    boolean closeBar(BarView bar) {
        if (volatility.onBar(bar)) {
            spread.onBar(bar);
        }
        final int timeframe = bar.timeframe().ordinal();
        final boolean newest = bar.closeTimeMs() > lastCloseTimeMs[timeframe];
        if (newest) {
            lastCloseTimeMs[timeframe] = bar.closeTimeMs();
            volumeBase[timeframe] = bar.volumeBase();
        }
        return newest;
    }

    /**
     * The spread that an order crosses at a time of which there is no quote, in the order's units: that of the last
     * quote, at least a tick, and where it is too old no less than the bars let believe.
     */
    long spreadTicks(Holding order, long timeMs) {
        final long quoted = order.inUnits(quotedSpreadTicks);
        return timeMs - quoteTimeMs <= quoteAgeMs
                ? quoted
                : Math.max(
                        Math.max(quoted, order.inUnits(floorTicks(timeMs))),
                        spread.spreadTicks(order.units().tickSize()));
    }

    /** What recorded quotes let believe of the spread at that hour, in ticks, rounded up; 0 where none do. */
    private long floorTicks(long timeMs) {
        if (spreadFloorsPpm == null) {
            return 0;
        }
        final long middleTicks = Math.addExact(bidTicks, askTicks) / 2 + 1;
        return UsdE8.costUp(middleTicks, spreadFloorsPpm[SpreadFloors.hourBefore(timeMs)]);
    }

    void quote(QuoteView quote) {
        bidTicks = quote.bidTicks();
        askTicks = quote.askTicks();
        quoteTimeMs = quote.timeMs();
        quotedSpreadTicks = Math.max(1, askTicks - bidTicks);
    }

    /** A bar in which something traded and which opened after the last quote: its close is where the market is. */
    void touchOf(BarView bar) {
        if (quoteTimeMs < bar.openTimeMs()) {
            final long halfTicks = (quotedSpreadTicks + 1) / 2;
            bidTicks = Math.max(1, Math.subtractExact(instrument.priceTicks(bar.close(), Side.SELL), halfTicks));
            askTicks = Math.addExact(instrument.priceTicks(bar.close(), Side.BUY), halfTicks);
        }
    }

    /** New rules; the quote stays what it is in dollars, its spread at most a tick wider on each side. */
    void rules(Instrument later) {
        if (askTicks > 0
                && later.rules().tickSize().compareTo(instrument.rules().tickSize()) != 0) {
            bidTicks = Math.max(1, later.priceTicks(instrument.price(bidTicks), Side.SELL));
            askTicks = Math.max(bidTicks + 1, later.priceTicks(instrument.price(askTicks), Side.BUY));
            quotedSpreadTicks = later.priceTicks(instrument.price(quotedSpreadTicks), Side.BUY);
        }
        instrument = later;
        adopt();
        takerFeePpm = costs.takerFeePpmAt(later.venue());
        makerFeePpm = costs.makerFeePpmAt(later.venue());
    }

    /** What the settings say of the instrument. */
    private void adopt() {
        spreadFloorsPpm = costs.market().spreadFloors().of(instrument.key());
        borrowAnnualPpm = costs.borrowAnnualPpmAt(instrument);
        leverage =
                instrument.kind() == InstrumentKind.PERPETUAL ? costs.margins().leverage() : 1;
    }

    /** Whether positions have a margin that can be used up. */
    boolean isMargined() {
        return instrument.kind() == InstrumentKind.PERPETUAL || borrowAnnualPpm != BorrowDesk.NONE;
    }

    /** What a position may be worth whose margin is this cash. */
    long worthOf(long cashUsdE8) {
        return cashUsdE8 > Long.MAX_VALUE / leverage ? Long.MAX_VALUE : cashUsdE8 * leverage;
    }

    /** Value and fee of the smallest order at the touch; 0 before the first quote. */
    long smallestEntryUsdE8(Direction direction) {
        if (quoteTimeMs == 0) {
            return 0;
        }
        final long touchTicks = direction == Direction.LONG ? askTicks : bidTicks;
        try {
            final long lotUsdE8 = instrument.lotValueUsdE8(touchTicks);
            final long forValue = -Math.floorDiv(-instrument.minNotionalUsdE8(), lotUsdE8);
            final long lots = Math.max(instrument.minLots(), forValue);
            final long notionalUsdE8 = Math.multiplyExact(lots, lotUsdE8);
            return Math.addExact(notionalUsdE8, FillCosts.feeUsdE8(notionalUsdE8, 0, takerFeePpm));
        } catch (ArithmeticException beyondTheLedger) {
            return Long.MAX_VALUE;
        }
    }

    /** The holdings in its lists are their accounts'. */
    @Override
    public void visit(StateSink sink) {
        sink.begin("market", 3);
        instrument = sink.field("instrument", Instrument.FORM, instrument);
        adopt();
        takerFeePpm = sink.field("takerFeePpm", takerFeePpm);
        makerFeePpm = sink.field("makerFeePpm", makerFeePpm);
        bidTicks = sink.field("bidTicks", bidTicks);
        askTicks = sink.field("askTicks", askTicks);
        quoteTimeMs = sink.field("quoteTimeMs", quoteTimeMs);
        quotedSpreadTicks = sink.field("quotedSpreadTicks", quotedSpreadTicks);
        for (int i = 0; i < lastCloseTimeMs.length; i++) {
            lastCloseTimeMs[i] = sink.field("lastCloseTimeMs", lastCloseTimeMs[i]);
            volumeBase[i] = sink.field("volumeBase", volumeBase[i]);
        }
        if (instrument.kind() == InstrumentKind.PERPETUAL) {
            perpetual.visit(sink);
        }
        if (borrowAnnualPpm != BorrowDesk.NONE) {
            borrowHour = sink.field("borrowHour", borrowHour);
        }
        volatility.visit(sink);
        spread.visit(sink);
        sink.end();
    }
}
