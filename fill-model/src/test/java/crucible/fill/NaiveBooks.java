package crucible.fill;

import crucible.model.AccountView;
import crucible.model.Instrument;
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
    private BigDecimal grosses = BigDecimal.ZERO;
    private BigDecimal values = BigDecimal.ZERO;
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

    void closes(BigDecimal profit, BigDecimal net, BigDecimal gross, BigDecimal value) {
        realised = realised.add(profit);
        nets = nets.add(net);
        grosses = grosses.add(gross);
        values = values.add(value);
        closed++;
        winning += net.signum() > 0 ? 1 : 0;
    }

    BigDecimal cash() {
        return capital.subtract(bought).subtract(slippages).subtract(fees);
    }

    private List<NaiveDesk.Position> positions() {
        return desk.positions.stream()
                .filter(p -> p.entry().agentId() == agentId)
                .toList();
    }

    private BigDecimal quantity(NaiveDesk.Position position) {
        final Instrument instrument = desk.instruments.get(position.entry().instrumentId());
        final BigDecimal quantity = NaiveDesk.quantity(instrument, position.lots());
        return position.isLong() ? quantity : quantity.negate();
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
        for (NaiveDesk.Position position : positions()) {
            gain = gain.add(
                    desk.closingPrice(position).subtract(position.price()).multiply(quantity(position)));
            gain = gain.subtract(position.slippage());
        }
        return NaiveDesk.e8(gain);
    }

    @Override
    public long feesUsdE8() {
        return NaiveDesk.e8(fees);
    }

    @Override
    public long fundingUsdE8() {
        return 0;
    }

    @Override
    public long equityUsdE8() {
        BigDecimal equity = cash();
        for (NaiveDesk.Position position : positions()) {
            equity = equity.add(desk.closingPrice(position).multiply(quantity(position)));
        }
        return NaiveDesk.e8(equity);
    }

    @Override
    public long positionLots(int instrumentId) {
        final NaiveDesk.Position position = desk.position(agentId, instrumentId);
        return position == null ? 0 : position.isLong() ? position.lots() : -position.lots();
    }

    @Override
    public int openPositions() {
        return positions().size();
    }

    @Override
    public int positionInstrument(int index) {
        return positions().get(index).entry().instrumentId();
    }

    @Override
    public double entryPrice(int instrumentId) {
        final NaiveDesk.Position position = desk.position(agentId, instrumentId);
        if (position == null) {
            return Double.NaN;
        }
        final BigDecimal each = position.slippage().divide(quantity(position), 20, RoundingMode.HALF_EVEN);
        return position.price().add(each).doubleValue();
    }

    @Override
    public boolean hasPendingOrder(int instrumentId) {
        return desk.order(agentId, instrumentId) != null;
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
        return NaiveDesk.e8(grosses.setScale(8, RoundingMode.FLOOR));
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
