package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Bar;
import crucible.model.BarView;
import crucible.model.Direction;
import crucible.model.FillView;
import crucible.model.Instrument;
import crucible.model.OrderEnd;
import crucible.model.OrderKind;
import crucible.model.OrderRequest;
import crucible.model.OutcomeSink;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Side;
import crucible.model.TimeInForce;
import crucible.model.Timeframe;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * No fill is better than the touch on its side at decision plus latency: random books and bars around random orders, each
 * judged by what the market itself showed from the arrival on. {@code -Dcrucible.touch.orders} sets how many.
 */
final class TouchPropertyTest {
    private static final int ORDERS = Integer.getInteger("crucible.touch.orders", 1_000_000);
    private static final long SEED = 20_240_229;
    private static final long START_MS = 1_704_067_200_000L;
    private static final long BAR_MS = Timeframe.M5.intervalMs();
    private static final int ORDERS_PER_DESK = 2_000;
    private static final Instrument PERPETUAL = Tape.INSTRUMENTS.get(2);

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final OrderRequest request = new OrderRequest();
    private final Market market = new Market();
    private LaneDesk desk;
    private int latencyMs;
    private int quoted;
    private int barred;
    private int rested;

    /** What the order may know: the event that is being shown, and whether one came before it since the arrival. */
    private static final class Market {
        Quote quote;
        BarView bar;
        boolean seenSinceArrival;
        long arrivalMs;
        boolean buys;
        OrderKind kind;
        long limitTicks;
        long triggerTicks;
    }

    private final OutcomeSink judge = new OutcomeSink() {
        @Override
        public void onFill(FillView fill) {
            if (!fill.entry()) {
                // a bracket or a liquidation of an order before
                return;
            }
            final boolean honest = (fill.side() == Side.BUY) == market.buys
                    && (market.quote == null ? fromBar(fill) : fromQuote(fill))
                    && (market.kind != OrderKind.LIMIT || noWorse(fill.touchTicks(), market.limitTicks));
            if (!honest) {
                throw new AssertionError("seed " + SEED + ": order " + market.kind + " of " + market.arrivalMs + " at "
                        + market.limitTicks + " or " + market.triggerTicks + " filled at " + fill.touchTicks() + " by "
                        + (market.quote == null ? market.bar : market.quote));
            }
        }

        @Override
        public void onOrderEnded(
                int agentId,
                long orderId,
                int instrumentId,
                boolean entry,
                OrderEnd reason,
                long needed,
                long have,
                long timeMs) {
            // ends have no price
        }

        @Override
        public void onFailure(int agentId, Throwable failure) {
            throw new AssertionError("seed " + SEED, failure);
        }
    };

    /** Whether a price is as dear as another for a buyer, as cheap for a seller. */
    private boolean isAsBad(long ticks, long than) {
        return market.buys ? ticks >= than : ticks <= than;
    }

    private boolean noWorse(long ticks, long limit) {
        return market.buys ? ticks <= limit : ticks >= limit;
    }

    private boolean fromQuote(FillView fill) {
        quoted++;
        final long touch = market.buys ? market.quote.askTicks() : market.quote.bidTicks();
        final boolean rests = fill.touchTicks() != touch;
        rested += rests ? 1 : 0;
        // At the touch of a quote after the arrival, or worse; a market order at the first of them.
        return market.quote.timeMs() >= market.arrivalMs
                && isAsBad(fill.touchTicks(), touch)
                && (!rests || market.kind == OrderKind.LIMIT && market.seenSinceArrival)
                && (market.kind != OrderKind.MARKET || !market.seenSinceArrival);
    }

    private boolean fromBar(FillView fill) {
        barred++;
        final BarView bar = market.bar;
        final long open = PERPETUAL.priceTicks(bar.open(), market.buys ? Side.BUY : Side.SELL);
        final long half = market.buys ? open + 1 : open - 1;
        final double extreme = market.buys ? bar.low() : bar.high();
        final boolean through = market.kind == OrderKind.LIMIT
                && fill.touchTicks() == market.limitTicks
                && (market.buys ? PERPETUAL.price(market.limitTicks - 1) : PERPETUAL.price(market.limitTicks + 1))
                                * (market.buys ? 1 : -1)
                        >= (market.buys ? 1 : -1) * extreme - 1e-6;
        final boolean triggered = market.kind == OrderKind.STOP && isAsBad(fill.touchTicks(), market.triggerTicks);
        return bar.openTimeMs() >= market.arrivalMs && (isAsBad(fill.touchTicks(), half) || through || triggered);
    }

    @Test
    void noFillIsBetterThanTheTouchAtDecisionPlusLatency() {
        for (int i = 0; i < ORDERS; i++) {
            if (i % ORDERS_PER_DESK == 0) {
                latencyMs = random.nextInt(1_000);
                desk = new LaneDesk(new CostSettings(1000, 200, 100, latencyMs, 600_000));
                desk.reportTo(judge);
                desk.onInstrument(PERPETUAL);
            }
            desk.open(i % ORDERS_PER_DESK, 100_000_000_000L);
            play(i % ORDERS_PER_DESK, START_MS + (i % ORDERS_PER_DESK) * 40 * BAR_MS);
        }
        assertThat(quoted).as("fills from quotes, seed %d", SEED).isGreaterThan(ORDERS / 10);
        assertThat(barred).as("fills from bars, seed %d", SEED).isGreaterThan(ORDERS / 10);
        assertThat(rested).as("fills that rested, seed %d", SEED).isGreaterThan(ORDERS / 200);
    }

    /** An order at a random instant of a bar, and random events around it. */
    private void play(int agent, long fromMs) {
        final long mid = 200_000L + random.nextInt(200_000);
        final long decidedMs = fromMs + random.nextLong(BAR_MS);
        show(fromMs, mid);
        order(agent, decidedMs, mid);
        long timeMs = decidedMs;
        long openMs = Timeframe.M5.openTimeOf(decidedMs);
        final int events = 2 + random.nextInt(5);
        for (int i = 0; i < events; i++) {
            if (random.nextInt(3) > 0) {
                timeMs += random.nextInt(3) == 0 ? random.nextLong(1_200) : random.nextLong(BAR_MS);
                show(timeMs, mid + random.nextInt(401) - 200);
                openMs = Math.max(openMs, Timeframe.M5.openTimeOf(timeMs));
            } else {
                bar(openMs, mid + random.nextInt(401) - 200);
                openMs += BAR_MS;
                timeMs = Math.max(timeMs, openMs);
            }
        }
        desk.stop(agent, false, timeMs);
    }

    private void show(long timeMs, long midTicks) {
        final long bid = midTicks - 1 - random.nextInt(20);
        market.quote = new Quote(2, timeMs, bid, bid + 1 + random.nextInt(40), 1, 1);
        market.bar = null;
        desk.onQuote(market.quote);
        market.seenSinceArrival |= timeMs >= market.arrivalMs;
    }

    private void bar(long openMs, long openTicks) {
        final double open = PERPETUAL.price(openTicks) + random.nextDouble() * 0.01;
        final double high = open + random.nextDouble() * 3;
        final double low = open - random.nextDouble() * 3;
        final double close = low + random.nextDouble() * (high - low);
        final double volume = random.nextInt(4) == 0 ? random.nextDouble() * 5 : 1e6;
        final Bar bar = new Bar(2, Timeframe.M5, openMs, open, high, low, close, volume, Provenance.LIVE);
        market.quote = null;
        market.bar = bar;
        desk.onBar(bar);
        market.seenSinceArrival |= openMs >= market.arrivalMs;
    }

    private void order(int agent, long decidedMs, long mid) {
        market.buys = random.nextBoolean();
        market.kind = OrderKind.values()[random.nextInt(3)];
        market.arrivalMs = decidedMs + latencyMs;
        market.seenSinceArrival = false;
        final long level = mid + random.nextInt(301) - 150;
        market.limitTicks = level;
        market.triggerTicks = level;
        request.entry(agent, 2, Timeframe.M5, market.buys ? Direction.LONG : Direction.SHORT, decidedMs)
                .budget(5_000_000_000L + random.nextLong(50_000_000_000L))
                .bracket(0.01 + random.nextDouble() * 5, random.nextBoolean() ? Double.NaN : 1, random.nextBoolean());
        if (market.kind == OrderKind.LIMIT) {
            request.limit(PERPETUAL.price(level), TimeInForce.values()[random.nextInt(3)], 1 + random.nextInt(9));
        } else if (market.kind == OrderKind.STOP) {
            request.stop(PERPETUAL.price(level), 1 + random.nextInt(9));
        }
        desk.submit(request);
    }
}
