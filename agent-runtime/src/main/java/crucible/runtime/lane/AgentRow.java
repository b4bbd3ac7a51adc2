package crucible.runtime.lane;

import crucible.model.AccountView;
import crucible.model.AgentMark;
import crucible.model.AgentState;
import crucible.model.DeathCause;
import java.util.Arrays;

/**
 * One agent's row on the {@link MarkBoard}: its state of life and books as of the last boundary. Written by its lane
 * while it handles a boundary, read by the arbiter behind the ring's barrier.
 */
public final class AgentRow implements AgentMark {
    private final int agentId;
    private boolean present;
    private AgentState state = AgentState.WARMING;
    private DeathCause laneDeath;
    private boolean due;
    private boolean countable;
    private boolean enterable;
    private long capitalUsdE8;
    private long cashUsdE8;
    private long realisedUsdE8;
    private long unrealisedUsdE8;
    private long feesUsdE8;
    private long fundingUsdE8;
    private long slippageUsdE8;
    private long equityUsdE8;
    private long ordersSubmitted;
    private long closedTrades;
    private long winningTrades;
    private long grossTradeUsdE8;
    private long netTradeUsdE8;
    private long tradedUsdE8;
    private int cheapestInstrument = Agent.NO_INSTRUMENT;
    private long needUsdE8;
    private long haveUsdE8;
    private int positions;
    private int[] positionInstruments = {};
    private long[] positionLots = {};
    private double[] positionEntryPrices = {};
    private long[] positionValuesUsdE8 = {};

    AgentRow(int agentId) {
        this.agentId = agentId;
    }

    /** Copies the agent's books; allocates only when it has more positions than ever before. */
    void mark(Agent agent, boolean isDue, DeathCause diedOnLane) {
        final AccountView account = agent.account;
        present = true;
        state = agent.state();
        laneDeath = diedOnLane;
        due = isDue;
        countable = isDue && agent.takeCountable();
        enterable = isDue && agent.takeEnterable();
        capitalUsdE8 = account.capitalUsdE8();
        cashUsdE8 = account.cashUsdE8();
        realisedUsdE8 = account.realisedUsdE8();
        unrealisedUsdE8 = account.unrealisedUsdE8();
        feesUsdE8 = account.feesUsdE8();
        fundingUsdE8 = account.fundingUsdE8();
        slippageUsdE8 = account.slippageUsdE8();
        equityUsdE8 = account.equityUsdE8();
        ordersSubmitted = account.ordersSubmitted();
        closedTrades = account.closedTrades();
        winningTrades = account.winningTrades();
        grossTradeUsdE8 = account.grossTradeUsdE8();
        netTradeUsdE8 = account.netTradeUsdE8();
        tradedUsdE8 = account.tradedUsdE8();
        cheapestInstrument = agent.cheapestInstrument();
        needUsdE8 = agent.needUsdE8();
        haveUsdE8 = agent.haveUsdE8();
        copyPositions(account);
    }

    private void copyPositions(AccountView account) {
        positions = account.openPositions();
        if (positions > positionInstruments.length) {
            positionInstruments = Arrays.copyOf(positionInstruments, positions);
            positionLots = Arrays.copyOf(positionLots, positions);
            positionEntryPrices = Arrays.copyOf(positionEntryPrices, positions);
            positionValuesUsdE8 = Arrays.copyOf(positionValuesUsdE8, positions);
        }
        for (int i = 0; i < positions; i++) {
            final int instrument = account.positionInstrument(i);
            positionInstruments[i] = instrument;
            positionLots[i] = account.positionLots(instrument);
            positionEntryPrices[i] = account.entryPrice(instrument);
            positionValuesUsdE8[i] = account.positionValueUsdE8(instrument);
        }
    }

    /** Whether a lane has ever written it. */
    public boolean isPresent() {
        return present;
    }

    /** Whether the agent's bars closed at the boundary. */
    public boolean isDue() {
        return due;
    }

    /** Why it died on its lane since the boundary before; null if it did not. */
    public DeathCause laneDeath() {
        return laneDeath;
    }

    @Override
    public int agentId() {
        return agentId;
    }

    @Override
    public AgentState state() {
        return state;
    }

    @Override
    public long equityUsdE8() {
        return equityUsdE8;
    }

    @Override
    public double exposure() {
        double heldUsdE8 = 0;
        for (int i = 0; i < positions; i++) {
            heldUsdE8 += positionValuesUsdE8[i];
        }
        return equityUsdE8 > 0 ? heldUsdE8 / equityUsdE8 : 0;
    }

    @Override
    public boolean countable() {
        return countable;
    }

    @Override
    public boolean enterable() {
        return enterable;
    }

    @Override
    public boolean hasOrdered() {
        return ordersSubmitted > 0;
    }

    @Override
    public long closedTrades() {
        return closedTrades;
    }

    @Override
    public long grossTradeUsdE8() {
        return grossTradeUsdE8;
    }

    @Override
    public long netTradeUsdE8() {
        return netTradeUsdE8;
    }

    @Override
    public long tradedUsdE8() {
        return tradedUsdE8;
    }

    /** Starting capital. */
    public long capitalUsdE8() {
        return capitalUsdE8;
    }

    /** Cash. */
    public long cashUsdE8() {
        return cashUsdE8;
    }

    /** Profit of closed quantities before fees. */
    public long realisedUsdE8() {
        return realisedUsdE8;
    }

    /** Profit of open quantities if closed now, before fees. */
    public long unrealisedUsdE8() {
        return unrealisedUsdE8;
    }

    /** Fees paid. */
    public long feesUsdE8() {
        return feesUsdE8;
    }

    /** Funding paid. */
    public long fundingUsdE8() {
        return fundingUsdE8;
    }

    /** Slippage paid. */
    public long slippageUsdE8() {
        return slippageUsdE8;
    }

    /** Closed trades that won after all costs. */
    public long winningTrades() {
        return winningTrades;
    }

    /** Number of orders ever submitted. */
    public long ordersSubmitted() {
        return ordersSubmitted;
    }

    /** Of an untradeable agent: the instrument whose smallest order costs least; −1 where it may trade none. */
    public int cheapestInstrument() {
        return cheapestInstrument;
    }

    /** What that order costs at least. */
    public long needUsdE8() {
        return needUsdE8;
    }

    /** What an untradeable agent can spend on an order. */
    public long haveUsdE8() {
        return haveUsdE8;
    }

    /** Number of open positions. */
    public int positions() {
        return positions;
    }

    /** Instrument of the {@code index}-th open position. */
    public int positionInstrument(int index) {
        return positionInstruments[index];
    }

    /** Lots of the {@code index}-th open position, signed. */
    public long positionLots(int index) {
        return positionLots[index];
    }

    /** Average entry price of the {@code index}-th open position. */
    public double positionEntryPrice(int index) {
        return positionEntryPrices[index];
    }

    /** Value of the {@code index}-th open position if closed now. */
    public long positionValueUsdE8(int index) {
        return positionValuesUsdE8[index];
    }

    /** What the books say minus what they should: 0, or money was made or lost by the software. */
    public long bookErrorUsdE8() {
        return capitalUsdE8 + realisedUsdE8 + unrealisedUsdE8 - feesUsdE8 - fundingUsdE8 - equityUsdE8;
    }
}
