package crucible.fill;

import crucible.model.ExitReason;
import crucible.model.FillInputs;
import crucible.model.FillView;
import crucible.model.Side;

/** The desk's one fill, overwritten by the next. Readable only inside the callback that received it. */
final class FillSlot implements FillView {
    int agentId;
    long orderId;
    int instrumentId;
    Side side;
    ExitReason exitReason;
    long touchTicks;
    long quantityLots;
    long notionalUsdE8;
    long slippageUsdE8;
    final FillInputs inputs = new FillInputs();
    long feeUsdE8;
    long realisedUsdE8;
    long decidedTimeMs;
    long timeMs;
    long bidTicks;
    long askTicks;
    long quoteTimeMs;
    long positionLotsAfter;
    long writtenOffUsdE8;
    long tradeNetUsdE8;
    long tradeGrossUsdE8;

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
        return exitReason == null;
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
