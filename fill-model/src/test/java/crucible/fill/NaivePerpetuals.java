package crucible.fill;

import crucible.model.BarView;
import crucible.model.ExitReason;
import crucible.model.Funding;
import crucible.model.MarkView;
import crucible.model.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The judge's rules of funding and margin: who held what when a funding time passed, and whose margin is used up. */
final class NaivePerpetuals {
    private static final long MINUTE_MS = 60_000;
    private static final long WEEK_MS = 7 * 86_400_000L;

    private final NaiveDesk desk;
    private final NaiveMarket market;
    private final Map<Integer, Contract> contracts = new HashMap<>();
    private final List<Due> dues = new ArrayList<>();

    NaivePerpetuals(NaiveDesk desk, NaiveMarket market) {
        this.desk = desk;
        this.market = market;
    }

    /** What is known of a perpetual. */
    private static final class Contract {
        private BigDecimal mark;
        private long markMs;
        private long nextMs;
        private final TreeSet<Long> unknown = new TreeSet<>();
        private Funding settled;

        private long newestPassedMs() {
            return Math.max(settled == null ? 0 : settled.fundingTimeMs(), unknown.isEmpty() ? 0 : unknown.last());
        }
    }

    /** What a position owes for a funding whose rate is not known. */
    private static final class Due {
        private NaivePosition position;
        private long fundingMs;
        private long paying;
        private long receiving;
        private BigDecimal mark;
        private BigDecimal bid;
        private BigDecimal ask;

        /** Value and cost are rounded away from the agent. */
        private BigDecimal cost(Funding funding) {
            final BigDecimal rate = BigDecimal.valueOf(funding.rateE12(), 12);
            final boolean pays = (rate.signum() > 0) == position.isLong() && rate.signum() != 0;
            final RoundingMode mode = pays ? RoundingMode.UP : RoundingMode.DOWN;
            final BigDecimal settledAt =
                    funding.markPriceUsdE12() > 0 ? BigDecimal.valueOf(funding.markPriceUsdE12(), 12) : mark;
            final BigDecimal price = settledAt != null ? settledAt : pays ? ask : bid;
            final BigDecimal value = NaiveUnits.value(position.units, price, pays ? paying : receiving)
                    .setScale(8, mode);
            final BigDecimal amount = value.multiply(rate.abs()).setScale(8, mode);
            return pays ? amount : amount.negate();
        }
    }

    private Contract contract(int instrumentId) {
        return contracts.computeIfAbsent(instrumentId, id -> new Contract());
    }

    /** The event time of an instrument has come to this: before anything of that time. */
    void passTo(int instrumentId, long timeMs) {
        final Contract contract = contract(instrumentId);
        if (contract.nextMs > 0 && timeMs >= contract.nextMs) {
            pass(instrumentId, contract.nextMs);
        }
    }

    private void pass(int instrumentId, long fundingMs) {
        final Contract contract = contract(instrumentId);
        contract.unknown.add(fundingMs);
        contract.nextMs = contract.nextMs <= fundingMs ? 0 : contract.nextMs;
        for (NaivePosition position : desk.positions) {
            if (position.instrumentId == instrumentId) {
                owe(position, fundingMs, position.lots, position.lots);
            }
        }
        while (fundingMs - contract.unknown.first() > WEEK_MS) {
            final long givenUp = contract.unknown.pollFirst();
            dues.removeIf(due -> due.position.instrumentId == instrumentId && due.fundingMs == givenUp);
        }
    }

    private Due due(NaivePosition position, long fundingMs) {
        return dues.stream()
                .filter(due -> due.position == position && due.fundingMs == fundingMs)
                .findFirst()
                .orElse(null);
    }

    private Due owe(NaivePosition position, long fundingMs, long paying, long receiving) {
        Due due = due(position, fundingMs);
        if (due == null) {
            due = new Due();
            due.position = position;
            due.fundingMs = fundingMs;
            due.mark = contract(position.instrumentId).mark;
            due.bid = market.touch(position.units, position.instrumentId, Side.SELL);
            due.ask = market.touch(position.units, position.instrumentId, Side.BUY);
            dues.add(due);
        }
        due.paying += paying;
        due.receiving += receiving;
        return due;
    }

    private void book(Due due, Funding funding) {
        final BigDecimal cost = due.cost(funding);
        final boolean open = desk.positions.contains(due.position);
        desk.books.get(due.position.agentId).funds(open ? due.position : null, cost);
        final boolean more = due.position.fundedMs == due.fundingMs;
        due.position.funded = more ? due.position.funded.add(cost) : cost;
        due.position.fundedMs = due.fundingMs;
        dues.remove(due);
    }

    void onFunding(Funding funding) {
        final int id = funding.instrumentId();
        passTo(id, funding.fundingTimeMs());
        final Contract contract = contract(id);
        if (funding.fundingTimeMs() > contract.newestPassedMs()) {
            pass(id, funding.fundingTimeMs());
        }
        if (!contract.unknown.remove(funding.fundingTimeMs())) {
            return;
        }
        for (Due due : List.copyOf(dues)) {
            if (due.position.instrumentId == id && due.fundingMs == funding.fundingTimeMs()) {
                book(due, funding);
            }
        }
        final boolean newest = contract.settled == null || funding.fundingTimeMs() > contract.settled.fundingTimeMs();
        contract.settled = newest ? funding : contract.settled;
    }

    /** A position has grown: what was there at a funding, or before it without anybody knowing, pays and does not receive. */
    void opened(NaivePosition position, long lots, long sinceMs) {
        final Contract contract = contract(position.instrumentId);
        for (long fundingMs : contract.unknown) {
            if (fundingMs >= sinceMs) {
                owe(position, fundingMs, lots, 0);
            }
        }
        if (contract.settled != null && contract.settled.fundingTimeMs() >= sinceMs) {
            book(owe(position, contract.settled.fundingTimeMs(), lots, 0), contract.settled);
        }
    }

    /** A position is about to shrink: what is gone at a funding receives nothing, or gives back what it received. */
    void closing(NaivePosition position, long lots, long timeMs) {
        final Contract contract = contract(position.instrumentId);
        for (long fundingMs : contract.unknown) {
            final Due due = due(position, fundingMs);
            if (due != null && fundingMs >= timeMs) {
                due.receiving = Math.max(0, due.receiving - lots);
            }
        }
        if (contract.settled != null
                && contract.settled.fundingTimeMs() >= timeMs
                && position.fundedMs == contract.settled.fundingTimeMs()
                && position.funded.signum() < 0) {
            final BigDecimal back = position.funded
                    .negate()
                    .multiply(BigDecimal.valueOf(lots))
                    .divide(BigDecimal.valueOf(position.lots), 8, RoundingMode.CEILING);
            desk.books.get(position.agentId).funds(position, back);
            position.funded = position.funded.add(back);
        }
    }

    void onMark(MarkView mark) {
        final int id = mark.instrumentId();
        passTo(id, mark.timeMs());
        final Contract contract = contract(id);
        if (mark.timeMs() >= contract.markMs) {
            contract.mark = BigDecimal.valueOf(mark.markPriceUsdE12(), 12);
            contract.markMs = mark.timeMs();
        }
        if (mark.nextFundingTimeMs() > Math.max(mark.timeMs(), contract.newestPassedMs())) {
            contract.nextMs = mark.nextFundingTimeMs();
        }
        for (NaivePosition position : positions(id)) {
            final BigDecimal price = against(position, contract.mark.doubleValue());
            final BigDecimal worse = position.isLong() ? price.min(touch(position)) : price.max(touch(position));
            liquidateIf(position, contract.mark, worse, mark.timeMs());
        }
    }

    /** Without a mark price that is young enough the side counts at which it would be closed. */
    void onQuote(int instrumentId, long timeMs) {
        if (timeMs - contract(instrumentId).markMs > MINUTE_MS) {
            for (NaivePosition position : positions(instrumentId)) {
                liquidateIf(position, touch(position), touch(position), timeMs);
            }
        }
    }

    /** A bar in which no mark price was seen: its open, and what comes before the stop. */
    void onBar(BarView bar) {
        if (contract(bar.instrumentId()).markMs >= bar.openTimeMs()) {
            return;
        }
        for (NaivePosition position : positions(bar.instrumentId())) {
            if (position.timeframe == bar.timeframe() && bar.closeTimeMs() > position.sinceMs) {
                final boolean isLong = position.isLong();
                final BigDecimal open = against(position, bar.open());
                final BigDecimal worst = against(position, isLong ? bar.low() : bar.high());
                final BigDecimal first = isLong ? worst.max(position.stop) : worst.min(position.stop);
                if (!liquidateIf(position, open, crossed(position, open), bar.closeTimeMs())) {
                    liquidateIf(position, first, crossed(position, worst), bar.closeTimeMs());
                }
            }
        }
    }

    /** A spread beyond a trade, at least a tick. */
    private BigDecimal crossed(NaivePosition position, BigDecimal trade) {
        final BigDecimal bid = market.touch(position.units, position.instrumentId, Side.SELL);
        final BigDecimal ask = market.touch(position.units, position.instrumentId, Side.BUY);
        return trade.subtract(ask.subtract(bid).multiply(position.sign())).max(NaiveUnits.tick(position.units));
    }

    /** A price on the position's grid, rounded against it. */
    private static BigDecimal against(NaivePosition position, double price) {
        return position.isLong() ? NaiveMarket.down(position.units, price) : NaiveMarket.up(position.units, price);
    }

    /** Who can be liquidated: shorts, and longs that are worth more than their margin. */
    private List<NaivePosition> positions(int instrumentId) {
        final boolean margined = desk.allowsShort(desk.instruments.get(instrumentId));
        return desk.positions.stream()
                .filter(p -> margined && p.instrumentId == instrumentId)
                .filter(p -> !p.isLong() || desk.leverage(instrumentId) > 1)
                .toList();
    }

    private BigDecimal touch(NaivePosition position) {
        return market.touch(position.units, position.instrumentId, position.exitSide());
    }

    /** Margin, less the loss, less what was paid of funding, against the part of the value that must be left. */
    private boolean liquidateIf(NaivePosition position, BigDecimal price, BigDecimal touch, long timeMs) {
        final String venue = desk.instruments.get(position.instrumentId).venue();
        final BigDecimal entry = position.value.add(position.slippage.multiply(position.sign()));
        final BigDecimal margin =
                entry.divide(BigDecimal.valueOf(desk.leverage(position.instrumentId)), 8, RoundingMode.FLOOR);
        final RoundingMode against = position.isLong() ? RoundingMode.FLOOR : RoundingMode.CEILING;
        final BigDecimal value =
                NaiveUnits.value(position.units, price, position.lots).setScale(8, against);
        final BigDecimal won = value.subtract(entry).multiply(position.sign());
        final BigDecimal left = margin.add(won).subtract(position.funding.max(BigDecimal.ZERO));
        if (left.compareTo(NaiveCosts.partPpm(value, desk.costs.margins().maintenancePpmAt(venue))) >= 0) {
            return false;
        }
        final BigDecimal bid = market.touch(position.units, position.instrumentId, Side.SELL);
        final BigDecimal ask = market.touch(position.units, position.instrumentId, Side.BUY);
        final NaiveChance.When when = new NaiveChance.When(timeMs, timeMs, position.timeframe.openTimeOf(timeMs));
        final BigDecimal twiceMid = touch.add(touch).add(ask.subtract(bid).multiply(position.sign()));
        final int fee = desk.costs.margins().liquidationFeePpmAt(venue);
        market.closeBracket(
                position,
                ExitReason.LIQUIDATION,
                new NaiveChance(touch, bid, ask, twiceMid, false, Long.MAX_VALUE, 0, fee, when));
        return true;
    }
}
