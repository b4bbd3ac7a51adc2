package crucible.model;

import java.util.Optional;

/**
 * An agent's books, read-only; belongs to the agent's lane. At every event, to the last unit:
 * {@code capital + realised + unrealised − fees − funding = equity}. Realised and unrealised profit are before fees and
 * after slippage.
 */
public interface AccountView {
    /** Whose books they are. */
    int agentId();

    /** Starting capital. */
    long capitalUsdE8();

    /** Cash; negative where positions are worth more than the equity, and through costs at the very end of an account. */
    long cashUsdE8();

    /** Profit of closed quantities, before fees, after slippage. */
    long realisedUsdE8();

    /** Profit of open quantities if closed now: a long at the bid, a short at the ask; before the fee of closing. */
    long unrealisedUsdE8();

    /** All fees paid. */
    long feesUsdE8();

    /** All funding, and interest on borrowed spot, paid (positive) or received (negative). */
    long fundingUsdE8();

    /** What a venue bore of a liquidation's loss because nothing was left; part of realised profit. */
    default long writtenOffUsdE8() {
        return 0;
    }

    /** Cash plus the closing value of open positions. */
    long equityUsdE8();

    /** Open quantity in lots, negative if short, 0 if none. */
    long positionLots(int instrumentId);

    /** Number of open positions. */
    int openPositions();

    /** Instrument of the {@code index}-th open position, in the order in which they were opened. */
    int positionInstrument(int index);

    /** Average entry price of an open position including slippage, as a double for display; NaN if there is none. */
    double entryPrice(int instrumentId);

    /** Value of an open position at which it could be closed now, not negative; 0 if there is none. */
    long positionValueUsdE8(int instrumentId);

    /** Value of all open positions and of what waiting entries have reserved. */
    long exposureUsdE8();

    /** Whether an order for the instrument is waiting. */
    boolean hasPendingOrder(int instrumentId);

    /** Whether an order for the instrument is waiting that would close its position or a part of it. */
    boolean hasPendingExit(int instrumentId);

    /** Number of orders ever submitted; evidence starts with the first. */
    long ordersSubmitted();

    /** Number of positions ever closed completely. */
    long closedTrades();

    /** How many of them won after all costs. */
    long winningTrades();

    /** Sum over closed trades of what they won before any cost: measured from mid to mid. */
    long grossTradeUsdE8();

    /** Sum over closed trades of what they won after spread, slippage and fees. */
    long netTradeUsdE8();

    /** Sum over closed trades of the value at entry. */
    long tradedUsdE8();

    /** Sum of the slippage of all fills. */
    long slippageUsdE8();

    /**
     * What in these books does not add up, in words; empty where everything does, as it always should. For a start, which
     * checks what it has read back; not on a hot path.
     */
    Optional<String> discrepancy();
}
