package crucible.fill;

import crucible.model.AccountView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** The judge's books: what was paid and what was won, in decimals; what is open is valued whenever somebody asks. */
final class NaiveBooks implements AccountView {
    private final NaiveDesk desk;
    private final int agentId;
    private final BigDecimal capital;
    private BigDecimal bought = BigDecimal.ZERO;
    private BigDecimal slippages = BigDecimal.ZERO;
    private BigDecimal fees = BigDecimal.ZERO;
    private BigDecimal realised = BigDecimal.ZERO;
    private BigDecimal nets = BigDecimal.ZERO;
    private BigDecimal twiceGrosses = BigDecimal.ZERO;
    private BigDecimal values = BigDecimal.ZERO;
    private BigDecimal funding = BigDecimal.ZERO;
    private BigDecimal writtenOff = BigDecimal.ZERO;
    private long orders;
    private long closed;
    private long winning;

    NaiveBooks(NaiveDesk desk, int agentId, long capitalUsdE8) {
        this.desk = desk;
        this.agentId = agentId;
        this.capital = BigDecimal.valueOf(capitalUsdE8, 8);
    }

    long nextOrderId() {
        return ++orders;
    }

    void pays(BigDecimal value, BigDecimal slippage, BigDecimal fee) {
        bought = bought.add(value);
        slippages = slippages.add(slippage);
        fees = fees.add(fee);
    }

    /** Part of a position is closed. */
    void closes(BigDecimal profit, BigDecimal net, BigDecimal twiceGross, BigDecimal value) {
        realised = realised.add(profit);
        nets = nets.add(net);
        twiceGrosses = twiceGrosses.add(twiceGross);
        values = values.add(value);
    }

    /** Funding of a position, or of one that is closed. */
    void funds(NaivePosition position, BigDecimal cost) {
        funding = funding.add(cost);
        if (position == null) {
            nets = nets.subtract(cost);
        } else {
            position.funding = position.funding.add(cost);
        }
    }

    /** What is below nothing after a liquidation, and after all that follows one that left less than nothing. */
    BigDecimal writesOff(boolean liquidation) {
        final BigDecimal missing = BigDecimal.valueOf(Math.max(0, -equityUsdE8()), 8);
        if (!liquidation && writtenOff.signum() == 0) {
            return BigDecimal.ZERO;
        }
        writtenOff = writtenOff.add(missing);
        realised = realised.add(missing);
        nets = nets.add(missing);
        return missing;
    }

    /** All of it is. */
    void closed(BigDecimal tradeNet) {
        closed++;
        winning += tradeNet.signum() > 0 ? 1 : 0;
    }

    /** Half of a sum of money, rounded down. */
    static BigDecimal half(BigDecimal twice) {
        return twice.divide(BigDecimal.valueOf(2), 8, RoundingMode.FLOOR);
    }

    BigDecimal cash() {
        return capital.subtract(bought)
                .subtract(slippages)
                .subtract(fees)
                .subtract(funding)
                .add(writtenOff);
    }

    private List<NaivePosition> positions() {
        return desk.positions.stream().filter(p -> p.agentId == agentId).toList();
    }

    @Override
    public long positionValueUsdE8(int instrumentId) {
        throw new UnsupportedOperationException("asked of the fast books alone");
    }

    @Override
    public long exposureUsdE8() {
        throw new UnsupportedOperationException("asked of the fast books alone");
    }

    @Override
    public int agentId() {
        return agentId;
    }

    @Override
    public long capitalUsdE8() {
        return NaiveDesk.e8(capital);
    }

    @Override
    public long cashUsdE8() {
        return NaiveDesk.e8(cash());
    }

    @Override
    public long realisedUsdE8() {
        return NaiveDesk.e8(realised);
    }

    @Override
    public long unrealisedUsdE8() {
        BigDecimal gain = BigDecimal.ZERO;
        for (NaivePosition position : positions()) {
            gain = gain.add(desk.closingValue(position).subtract(position.value).multiply(position.sign()));
            gain = gain.subtract(position.slippage);
        }
        return NaiveDesk.e8(gain);
    }

    @Override
    public long feesUsdE8() {
        return NaiveDesk.e8(fees);
    }

    @Override
    public long fundingUsdE8() {
        return NaiveDesk.e8(funding);
    }

    @Override
    public long writtenOffUsdE8() {
        return NaiveDesk.e8(writtenOff);
    }

    @Override
    public long equityUsdE8() {
        BigDecimal equity = cash();
        for (NaivePosition position : positions()) {
            equity = equity.add(desk.closingValue(position).multiply(position.sign()));
        }
        return NaiveDesk.e8(equity);
    }

    @Override
    public long positionLots(int instrumentId) {
        final NaivePosition position = desk.position(agentId, instrumentId);
        return position == null ? 0 : position.isLong() ? position.lots : -position.lots;
    }

    @Override
    public int openPositions() {
        return positions().size();
    }

    @Override
    public int positionInstrument(int index) {
        return positions().get(index).instrumentId;
    }

    @Override
    public double entryPrice(int instrumentId) {
        final NaivePosition position = desk.position(agentId, instrumentId);
        if (position == null) {
            return Double.NaN;
        }
        final BigDecimal quantity = NaiveUnits.quantity(position.units, position.lots);
        final BigDecimal paid = position.value.add(position.slippage.multiply(position.sign()));
        return paid.divide(quantity, 20, RoundingMode.HALF_EVEN).doubleValue();
    }

    @Override
    public boolean hasPendingOrder(int instrumentId) {
        return desk.order(agentId, instrumentId) != null;
    }

    @Override
    public boolean hasPendingExit(int instrumentId) {
        return hasPendingOrder(instrumentId)
                && !desk.order(agentId, instrumentId).isEntry();
    }

    @Override
    public long ordersSubmitted() {
        return orders;
    }

    @Override
    public long closedTrades() {
        return closed;
    }

    @Override
    public long winningTrades() {
        return winning;
    }

    @Override
    public long grossTradeUsdE8() {
        return NaiveDesk.e8(half(twiceGrosses));
    }

    @Override
    public long netTradeUsdE8() {
        return NaiveDesk.e8(nets);
    }

    @Override
    public long tradedUsdE8() {
        return NaiveDesk.e8(values);
    }

    @Override
    public long slippageUsdE8() {
        return NaiveDesk.e8(slippages);
    }

    @Override
    public Optional<String> discrepancy() {
        final long difference = LedgerAudit.differenceUsdE8(this);
        return difference == 0 ? Optional.empty() : Optional.of("a difference of " + difference);
    }
}
