package crucible.fill;

import crucible.model.AccountView;
import crucible.model.ExitReason;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.UsdE8;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * An agent's exact books. Cash is moved by what is paid and received, profit by what was gained and lost: two paths, so
 * that their agreement is a check. Every change is computed whole before any of it is written, so an overflow leaves the
 * books as they were.
 */
final class Account implements AccountView, StateHolder {
    private final int agentId;
    private long capitalUsdE8;
    private long cashUsdE8;
    private long realisedUsdE8;
    private long feesUsdE8;

    /** Paid less received. */
    private long fundingUsdE8;

    private long slippageUsdE8;
    private long reservedUsdE8;
    private long ordersSubmitted;
    private long closedTrades;
    private long winningTrades;

    /** Twice the gross result: mid prices are counted in half ticks. */
    private long grossHalfUsdE8;

    private long netUsdE8;
    private long writtenOffUsdE8;
    private long tradedUsdE8;

    /** Open positions in the order of their opening. */
    private Holding[] open = new Holding[1];

    private int openCount;

    /** Entries that wait, in the order of their submission. */
    private Holding[] entries = new Holding[1];

    private int entryCount;
    private final FundingDues fundingDues = new FundingDues();
    private boolean failed;
    private boolean virtualShorts;

    Account(int agentId, long capitalUsdE8) {
        this.agentId = agentId;
        this.capitalUsdE8 = capitalUsdE8;
        this.cashUsdE8 = capitalUsdE8;
    }

    boolean isFailed() {
        return failed;
    }

    void fail() {
        failed = true;
    }

    /** Whether it may sell short what cannot be sold short. */
    boolean hasVirtualShorts() {
        return virtualShorts;
    }

    void allowVirtualShorts() {
        virtualShorts = true;
    }

    /** What the agent has at an instrument, or null. */
    Holding holding(int instrumentId) {
        final Holding position = position(instrumentId);
        if (position != null) {
            return position;
        }
        for (int i = 0; i < entryCount; i++) {
            if (entries[i].market.instrument.id() == instrumentId) {
                return entries[i];
            }
        }
        return null;
    }

    /** The open position at an instrument, or null. */
    Holding position(int instrumentId) {
        for (int i = 0; i < openCount; i++) {
            if (open[i].market.instrument.id() == instrumentId) {
                return open[i];
            }
        }
        return null;
    }

    Holding openAt(int index) {
        return open[index];
    }

    int entryCount() {
        return entryCount;
    }

    Holding entryAt(int index) {
        return entries[index];
    }

    /**
     * Cash that no margin of a position and no waiting entry binds. What a short brought in is not free, and a margin of its
     * value now; of a long, a margin of what it cost, and what it has lost, not what it would win. So positions together are
     * never worth more than the equity times the leverage when one is opened. Negative where losses have eaten into that.
     */
    long freeUsdE8() {
        long free = Math.subtractExact(cashUsdE8, reservedUsdE8);
        for (int i = 0; i < entryCount; i++) {
            free = Math.addExact(free, entries[i].grantedUsdE8 - entries[i].boundUsdE8());
        }
        for (int i = 0; i < openCount; i++) {
            free = Math.addExact(free, open[i].freesUsdE8());
        }
        return free;
    }

    /** What waiting entries may spend. */
    long reservedUsdE8() {
        return reservedUsdE8;
    }

    long nextOrderId() {
        ordersSubmitted++;
        return ordersSubmitted;
    }

    void addEntry(Holding holding) {
        if (entryCount == entries.length) {
            entries = Arrays.copyOf(entries, entryCount * 2);
        }
        entries[entryCount] = holding;
        entryCount++;
        reservedUsdE8 = Math.addExact(reservedUsdE8, holding.grantedUsdE8);
    }

    void removeEntry(Holding holding) {
        entryCount = remove(entries, entryCount, holding);
        reservedUsdE8 -= holding.grantedUsdE8;
    }

    private static int remove(Holding[] holdings, int count, Holding holding) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (holdings[i] != holding) {
                holdings[kept] = holdings[i];
                kept++;
            }
        }
        holdings[count - 1] = null;
        return kept;
    }

    /** Pays for what an entry has filled; it may spend as much less from now on. Its holding is not marked open yet. */
    void bookEntry(Holding holding, long notionalUsdE8, long slipUsdE8, long feeUsdE8) {
        final long cost = Math.addExact(slipUsdE8, feeUsdE8);
        final long spent = Math.min(holding.grantedUsdE8, Math.addExact(notionalUsdE8, cost));
        final long cash = Math.subtractExact(Math.subtractExact(cashUsdE8, holding.sign() * notionalUsdE8), cost);
        final long fees = Math.addExact(feesUsdE8, feeUsdE8);
        final long slippage = Math.addExact(slippageUsdE8, slipUsdE8);
        reservedUsdE8 -= spent;
        holding.grantedUsdE8 -= spent;
        if (!holding.isOpen()) {
            if (openCount == open.length) {
                open = Arrays.copyOf(open, openCount * 2);
            }
            open[openCount] = holding;
            openCount++;
        }
        cashUsdE8 = cash;
        feesUsdE8 = fees;
        slippageUsdE8 = slippage;
    }

    /**
     * Closes a position, or as much of it as {@code fill} says with value, slippage and fee, and writes the realised profit
     * and, when all is closed, the trade's results into it. What the closed part had cost is its share, rounded down; what
     * stays open keeps the rest, so that nothing is lost.
     */
    void bookExit(Holding holding, long midHalfTicks, FillSlot fill) {
        final int sign = holding.sign();
        final long lots = fill.quantityLots;
        final long entryNotional = UsdE8.share(holding.entryNotionalUsdE8, lots, holding.lots);
        final long entrySlippage = UsdE8.share(holding.entrySlippageUsdE8, lots, holding.lots);
        final long entryFee = UsdE8.share(holding.entryFeeUsdE8, lots, holding.lots);
        final long entryMidHalf = UsdE8.share(holding.entryMidHalfUsdE8, lots, holding.lots);
        final long cost = Math.addExact(fill.slippageUsdE8, fill.feeUsdE8);
        final long cash = Math.subtractExact(Math.addExact(cashUsdE8, sign * fill.notionalUsdE8), cost);
        final long received = Math.subtractExact(sign * fill.notionalUsdE8, fill.slippageUsdE8);
        final long entryValue = Math.addExact(entryNotional, sign * entrySlippage);
        final long realised = Math.subtractExact(received, sign * entryValue);
        final long profit = Math.subtractExact(Math.subtractExact(realised, entryFee), fill.feeUsdE8);
        final long net = lots == holding.lots ? Math.subtractExact(profit, holding.fundingUsdE8) : profit;
        final long grossHalf = sign * Math.subtractExact(holding.units.notionalUsdE8(midHalfTicks, lots), entryMidHalf);
        final long tradeNet = Math.addExact(holding.closedNetUsdE8, net);
        final long tradeGrossHalf = Math.addExact(holding.closedGrossHalfUsdE8, grossHalf);
        final long newRealised = Math.addExact(realisedUsdE8, realised);
        final long newFees = Math.addExact(feesUsdE8, fill.feeUsdE8);
        final long newSlippage = Math.addExact(slippageUsdE8, fill.slippageUsdE8);
        final long newGrossHalf = Math.addExact(grossHalfUsdE8, grossHalf);
        final long newNet = Math.addExact(netUsdE8, net);
        final long newTraded = Math.addExact(tradedUsdE8, entryNotional);
        cashUsdE8 = cash;
        realisedUsdE8 = newRealised;
        feesUsdE8 = newFees;
        slippageUsdE8 = newSlippage;
        grossHalfUsdE8 = newGrossHalf;
        netUsdE8 = newNet;
        tradedUsdE8 = newTraded;
        fill.realisedUsdE8 = realised;
        fill.tradeNetUsdE8 = 0;
        fill.tradeGrossUsdE8 = 0;
        holding.lots -= lots;
        holding.closedLots += lots;
        if (holding.isOpen()) {
            holding.entryNotionalUsdE8 -= entryNotional;
            holding.entrySlippageUsdE8 -= entrySlippage;
            holding.entryFeeUsdE8 -= entryFee;
            holding.entryMidHalfUsdE8 -= entryMidHalf;
            holding.closedNetUsdE8 = tradeNet;
            holding.closedGrossHalfUsdE8 = tradeGrossHalf;
            return;
        }
        closedTrades++;
        winningTrades += tradeNet > 0 ? 1 : 0;
        openCount = remove(open, openCount, holding);
        fill.tradeNetUsdE8 = tradeNet;
        fill.tradeGrossUsdE8 = Math.floorDiv(tradeGrossHalf, 2);
    }

    /**
     * A liquidation that leaves less than nothing: the venue bears what is missing, so the loss ends there. So it does for
     * what the agent's other positions cost when they are closed after that.
     */
    void writeOff(FillSlot fill) {
        fill.writtenOffUsdE8 = 0;
        if (fill.exitReason != ExitReason.LIQUIDATION && writtenOffUsdE8 == 0) {
            return;
        }
        final long missingUsdE8 = Math.negateExact(Math.min(0, equityUsdE8()));
        final long realised = Math.addExact(realisedUsdE8, missingUsdE8);
        final long net = Math.addExact(netUsdE8, missingUsdE8);
        writtenOffUsdE8 = Math.addExact(writtenOffUsdE8, missingUsdE8);
        cashUsdE8 += missingUsdE8;
        realisedUsdE8 = realised;
        netUsdE8 = net;
        fill.realisedUsdE8 += missingUsdE8;
        fill.tradeNetUsdE8 += missingUsdE8;
        fill.writtenOffUsdE8 = missingUsdE8;
    }

    @Override
    public long writtenOffUsdE8() {
        return writtenOffUsdE8;
    }

    /** Lots of a position were closed at or before a funding that it has received: they give it back. */
    void giveBack(Holding position, long lots) {
        if (position.fundedUsdE8 < 0) {
            final long costUsdE8 = UsdE8.scaledUp(-position.fundedUsdE8, lots, position.lots);
            bookFunding(position.instrumentId, position.entryOrderId, costUsdE8);
            position.fundedUsdE8 += costUsdE8;
        }
    }

    /** Books funding paid or received (negative) for a position and returns it, or null where it is closed. */
    Holding bookFunding(int instrumentId, long entryOrderId, long costUsdE8) {
        final Holding there = position(instrumentId);
        final Holding position = there != null && there.entryOrderId == entryOrderId ? there : null;
        final long cash = Math.subtractExact(cashUsdE8, costUsdE8);
        final long funding = Math.addExact(fundingUsdE8, costUsdE8);
        if (position == null) {
            netUsdE8 = Math.subtractExact(netUsdE8, costUsdE8);
        } else {
            position.fundingUsdE8 = Math.addExact(position.fundingUsdE8, costUsdE8);
        }
        cashUsdE8 = cash;
        fundingUsdE8 = funding;
        return position;
    }

    /** Fundings of this account whose rates are not known yet. */
    FundingDues fundingDues() {
        return fundingDues;
    }

    @Override
    public long positionValueUsdE8(int instrumentId) {
        final Holding position = position(instrumentId);
        return position == null ? 0 : Math.max(0, position.closingValueUsdE8());
    }

    @Override
    public long exposureUsdE8() {
        long exposure = reservedUsdE8;
        for (int i = 0; i < openCount; i++) {
            exposure = Math.addExact(exposure, Math.max(0, open[i].closingValueUsdE8()));
        }
        return exposure;
    }

    @Override
    public int agentId() {
        return agentId;
    }

    @Override
    public long capitalUsdE8() {
        return capitalUsdE8;
    }

    @Override
    public long cashUsdE8() {
        return cashUsdE8;
    }

    @Override
    public long realisedUsdE8() {
        return realisedUsdE8;
    }

    @Override
    public long unrealisedUsdE8() {
        long sum = 0;
        for (int i = 0; i < openCount; i++) {
            final Holding position = open[i];
            final long gain = Math.subtractExact(position.closingValueUsdE8(), position.entryValueUsdE8());
            sum = Math.addExact(sum, position.sign() * gain);
        }
        return sum;
    }

    @Override
    public long feesUsdE8() {
        return feesUsdE8;
    }

    @Override
    public long fundingUsdE8() {
        return fundingUsdE8;
    }

    @Override
    public long equityUsdE8() {
        long sum = cashUsdE8;
        for (int i = 0; i < openCount; i++) {
            sum = Math.addExact(sum, open[i].sign() * open[i].closingValueUsdE8());
        }
        return sum;
    }

    @Override
    public long positionLots(int instrumentId) {
        final Holding position = position(instrumentId);
        return position == null ? 0 : position.sign() * position.lots;
    }

    @Override
    public int openPositions() {
        return openCount;
    }

    @Override
    public int positionInstrument(int index) {
        return open[Objects.checkIndex(index, openCount)].market.instrument.id();
    }

    @Override
    public double entryPrice(int instrumentId) {
        final Holding position = position(instrumentId);
        return position == null
                ? Double.NaN
                : position.entryValueUsdE8() / 1e8 / position.units.quantityBase(position.lots);
    }

    @Override
    public boolean hasPendingOrder(int instrumentId) {
        final Holding holding = holding(instrumentId);
        return holding != null && holding.isWaiting();
    }

    @Override
    public boolean hasPendingExit(int instrumentId) {
        final Holding position = position(instrumentId);
        return position != null && position.isWaiting() && !position.isEntry();
    }

    @Override
    public long ordersSubmitted() {
        return ordersSubmitted;
    }

    @Override
    public long closedTrades() {
        return closedTrades;
    }

    @Override
    public long winningTrades() {
        return winningTrades;
    }

    @Override
    public long grossTradeUsdE8() {
        return Math.floorDiv(grossHalfUsdE8, 2);
    }

    @Override
    public long netTradeUsdE8() {
        return netUsdE8;
    }

    @Override
    public long tradedUsdE8() {
        return tradedUsdE8;
    }

    @Override
    public long slippageUsdE8() {
        return slippageUsdE8;
    }

    @Override
    public Optional<String> discrepancy() {
        return LedgerAudit.discrepancy(this);
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("account", 3);
        // Whose books these are is told by who opens them.
        sink.field("agentId", agentId);
        capitalUsdE8 = sink.field("capitalUsdE8", capitalUsdE8);
        cashUsdE8 = sink.field("cashUsdE8", cashUsdE8);
        realisedUsdE8 = sink.field("realisedUsdE8", realisedUsdE8);
        feesUsdE8 = sink.field("feesUsdE8", feesUsdE8);
        fundingUsdE8 = sink.field("fundingUsdE8", fundingUsdE8);
        slippageUsdE8 = sink.field("slippageUsdE8", slippageUsdE8);
        reservedUsdE8 = sink.field("reservedUsdE8", reservedUsdE8);
        ordersSubmitted = sink.field("ordersSubmitted", ordersSubmitted);
        closedTrades = sink.field("closedTrades", closedTrades);
        winningTrades = sink.field("winningTrades", winningTrades);
        grossHalfUsdE8 = sink.field("grossHalfUsdE8", grossHalfUsdE8);
        netUsdE8 = sink.field("netUsdE8", netUsdE8);
        writtenOffUsdE8 = sink.field("writtenOffUsdE8", writtenOffUsdE8);
        tradedUsdE8 = sink.field("tradedUsdE8", tradedUsdE8);
        failed = sink.field("failed", failed);
        openCount = sink.field("open", openCount);
        open = visit(sink, open, openCount);
        entryCount = sink.field("entries", entryCount);
        visitEntries(sink);
        fundingDues.visit(sink);
        sink.end();
    }

    /** An entry that has filled in part is one of the open positions. */
    private void visitEntries(StateSink sink) {
        entries = entryCount > entries.length ? Arrays.copyOf(entries, entryCount) : entries;
        for (int i = 0; i < entryCount; i++) {
            final int place = sink.field("position", placeOf(entries[i]));
            if (place >= 0) {
                entries[i] = open[Objects.checkIndex(place, openCount)];
            } else {
                entries[i] = entries[i] == null ? new Holding() : entries[i];
                entries[i].visit(sink);
            }
        }
    }

    private int placeOf(Holding entry) {
        for (int i = 0; i < openCount; i++) {
            if (open[i] == entry) {
                return i;
            }
        }
        return -1;
    }

    private static Holding[] visit(StateSink sink, Holding[] holdings, int count) {
        final Holding[] all = count > holdings.length ? Arrays.copyOf(holdings, count) : holdings;
        for (int i = 0; i < count; i++) {
            if (all[i] == null) {
                all[i] = new Holding();
            }
            all[i].visit(sink);
        }
        return all;
    }
}
