package crucible.runtime.lane;

import crucible.model.ExitReason;
import crucible.model.FillInputs;
import crucible.model.FillView;
import crucible.model.OrderEnd;
import crucible.model.Side;

/** One outcome of an order, kept until the next boundary; reused afterwards. */
public final class Outcome implements FillView {
    private long sequence;
    private OrderEnd end;
    private long needed;
    private long have;
    private int agentId;
    private long orderId;
    private int instrumentId;
    private Side side;
    private boolean entry;
    private ExitReason exitReason;
    private long touchTicks;
    private long quantityLots;
    private long notionalUsdE8;
    private long slippageUsdE8;
    private final FillInputs inputs = new FillInputs();
    private long feeUsdE8;
    private long realisedUsdE8;
    private long decidedTimeMs;
    private long timeMs;
    private long bidTicks;
    private long askTicks;
    private long quoteTimeMs;
    private long positionLotsAfter;
    private long writtenOffUsdE8;
    private long tradeNetUsdE8;
    private long tradeGrossUsdE8;

    void fill(long atSequence, FillView fill) {
        sequence = atSequence;
        end = null;
        agentId = fill.agentId();
        orderId = fill.orderId();
        instrumentId = fill.instrumentId();
        side = fill.side();
        entry = fill.entry();
        exitReason = fill.exitReason();
        touchTicks = fill.touchTicks();
        quantityLots = fill.quantityLots();
        notionalUsdE8 = fill.notionalUsdE8();
        slippageUsdE8 = fill.slippageUsdE8();
        inputs.set(fill.inputs());
        feeUsdE8 = fill.feeUsdE8();
        realisedUsdE8 = fill.realisedUsdE8();
        decidedTimeMs = fill.decidedTimeMs();
        timeMs = fill.timeMs();
        bidTicks = fill.bidTicks();
        askTicks = fill.askTicks();
        quoteTimeMs = fill.quoteTimeMs();
        positionLotsAfter = fill.positionLotsAfter();
        writtenOffUsdE8 = fill.writtenOffUsdE8();
        tradeNetUsdE8 = fill.tradeNetUsdE8();
        tradeGrossUsdE8 = fill.tradeGrossUsdE8();
    }

    void ended(long atSequence, int agent, long order, int instrument, boolean isEntry, OrderEnd reason) {
        sequence = atSequence;
        end = reason;
        agentId = agent;
        orderId = order;
        instrumentId = instrument;
        entry = isEntry;
    }

    void endedWith(long neededAmount, long haveAmount, long atTimeMs) {
        needed = neededAmount;
        have = haveAmount;
        timeMs = atTimeMs;
    }

    /** Position of the event that caused it in the total order. */
    public long sequence() {
        return sequence;
    }

    /** Why the order ended without a fill; null if this is a fill. */
    public OrderEnd end() {
        return end;
    }

    /** What it would have taken; see {@link crucible.model.OutcomeSink}. */
    public long needed() {
        return needed;
    }

    /** What there was. */
    public long have() {
        return have;
    }

    @Override
    public int agentId() {
        return agentId;
    }

    @Override
    public long orderId() {
        return orderId;
    }

    @Override
    public int instrumentId() {
        return instrumentId;
    }

    @Override
    public Side side() {
        return side;
    }

    @Override
    public boolean entry() {
        return entry;
    }

    @Override
    public ExitReason exitReason() {
        return exitReason;
    }

    @Override
    public long touchTicks() {
        return touchTicks;
    }

    @Override
    public long quantityLots() {
        return quantityLots;
    }

    @Override
    public long notionalUsdE8() {
        return notionalUsdE8;
    }

    @Override
    public long slippageUsdE8() {
        return slippageUsdE8;
    }

    @Override
    public FillInputs inputs() {
        return inputs;
    }

    @Override
    public long feeUsdE8() {
        return feeUsdE8;
    }

    @Override
    public long realisedUsdE8() {
        return realisedUsdE8;
    }

    @Override
    public long decidedTimeMs() {
        return decidedTimeMs;
    }

    @Override
    public long timeMs() {
        return timeMs;
    }

    @Override
    public long bidTicks() {
        return bidTicks;
    }

    @Override
    public long askTicks() {
        return askTicks;
    }

    @Override
    public long quoteTimeMs() {
        return quoteTimeMs;
    }

    @Override
    public long positionLotsAfter() {
        return positionLotsAfter;
    }

    @Override
    public long writtenOffUsdE8() {
        return writtenOffUsdE8;
    }

    @Override
    public long tradeNetUsdE8() {
        return tradeNetUsdE8;
    }

    @Override
    public long tradeGrossUsdE8() {
        return tradeGrossUsdE8;
    }
}
