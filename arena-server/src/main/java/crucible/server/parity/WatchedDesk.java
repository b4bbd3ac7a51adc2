package crucible.server.parity;

import crucible.model.AccountView;
import crucible.model.BarView;
import crucible.model.Desk;
import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.Funding;
import crucible.model.Instrument;
import crucible.model.MarkView;
import crucible.model.OrderEnd;
import crucible.model.OrderRequest;
import crucible.model.OutcomeSink;
import crucible.model.QuoteView;
import crucible.model.StateSink;
import crucible.model.VolatilityFit;
import java.util.function.ObjIntConsumer;

/** Passes everything on to a lane's own desk and tells what agents decide. */
final class WatchedDesk implements Desk {
    private final Desk own;
    private final ObjIntConsumer<Deed> decisions;

    /** @param decisions is told of each decision and whose it is */
    WatchedDesk(Desk own, ObjIntConsumer<Deed> decisions) {
        this.own = own;
        this.decisions = decisions;
    }

    @Override
    public long submit(OrderRequest request) {
        return told(request, own.submit(request));
    }

    @Override
    public long replace(OrderRequest request) {
        return told(request, own.replace(request));
    }

    private long told(OrderRequest request, long order) {
        decisions.accept(Deed.of(request, order), request.agentId());
        return order;
    }

    @Override
    public boolean cancel(int agentId, int instrumentId, long timeMs) {
        return own.cancel(agentId, instrumentId, timeMs);
    }

    @Override
    public long exit(int agentId, int instrumentId, ExitReason reason, long decidedTimeMs) {
        final long order = own.exit(agentId, instrumentId, reason, decidedTimeMs);
        decisions.accept(new Deed.Exit(instrumentId, reason, decidedTimeMs, order), agentId);
        return order;
    }

    @Override
    public long refuse(int agentId, int instrumentId, OrderEnd reason, long decidedTimeMs) {
        final long order = own.refuse(agentId, instrumentId, reason, decidedTimeMs);
        decisions.accept(new Deed.Refusal(instrumentId, reason, decidedTimeMs, order), agentId);
        return order;
    }

    @Override
    public long refuse(
            int agentId, int instrumentId, OrderEnd reason, long neededUsdE8, long haveUsdE8, long decidedTimeMs) {
        final long order = own.refuse(agentId, instrumentId, reason, neededUsdE8, haveUsdE8, decidedTimeMs);
        decisions.accept(new Deed.Refusal(instrumentId, reason, decidedTimeMs, order), agentId);
        return order;
    }

    @Override
    public double feesAndSlippageFrac(int instrumentId) {
        return own.feesAndSlippageFrac(instrumentId);
    }

    @Override
    public void reportTo(OutcomeSink outcomes) {
        own.reportTo(outcomes);
    }

    @Override
    public void onInstrument(Instrument instrument) {
        own.onInstrument(instrument);
    }

    @Override
    public AccountView open(int agentId, long capitalUsdE8) {
        return own.open(agentId, capitalUsdE8);
    }

    @Override
    public void allowVirtualShorts(int agentId) {
        own.allowVirtualShorts(agentId);
    }

    @Override
    public boolean allowsShort(Instrument instrument) {
        return own.allowsShort(instrument);
    }

    @Override
    public int leverage() {
        return own.leverage();
    }

    @Override
    public AccountView account(int agentId) {
        return own.account(agentId);
    }

    @Override
    public void onQuote(QuoteView quote) {
        own.onQuote(quote);
    }

    @Override
    public void onMark(MarkView mark) {
        own.onMark(mark);
    }

    @Override
    public void onFunding(Funding funding) {
        own.onFunding(funding);
    }

    @Override
    public void onVolatility(VolatilityFit fit) {
        own.onVolatility(fit);
    }

    @Override
    public void onBar(BarView bar) {
        own.onBar(bar);
    }

    @Override
    public void cancelEntries(OrderEnd reason, long timeMs) {
        own.cancelEntries(reason, timeMs);
    }

    @Override
    public void leave(int instrumentId, long decidedTimeMs) {
        own.leave(instrumentId, decidedTimeMs);
    }

    @Override
    public void stop(int agentId, boolean flatten, long decidedTimeMs) {
        own.stop(agentId, flatten, decidedTimeMs);
    }

    @Override
    public long smallestEntryUsdE8(int instrumentId, Direction direction) {
        return own.smallestEntryUsdE8(instrumentId, direction);
    }

    @Override
    public int heldBars(int agentId, int instrumentId) {
        return own.heldBars(agentId, instrumentId);
    }

    @Override
    public long equityUsdE8(int agentId) {
        return own.equityUsdE8(agentId);
    }

    @Override
    public void visitAgent(int agentId, StateSink sink) {
        own.visitAgent(agentId, sink);
    }

    @Override
    public void visit(StateSink sink) {
        own.visit(sink);
    }
}
