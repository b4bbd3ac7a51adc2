package crucible.bench;

import crucible.fill.CostSettings;
import crucible.fill.FillCheck;
import crucible.fill.FillFacts;
import crucible.fill.LaneDesk;
import crucible.fill.LedgerAudit;
import crucible.model.Bar;
import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.FillView;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.OrderEnd;
import crucible.model.OrderRequest;
import crucible.model.OutcomeSink;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.QuoteView;
import crucible.model.Timeframe;
import crucible.model.TradingRules;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One fill at the desk, from the order to the books: latency and slippage by volatility, square-root impact against the
 * newest bar's volume, fee, cash, position and bracket. A trade is two of them, each with the quote that fills it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FillJmh implements OutcomeSink {
    private static final long START_MS = 1_800_000_000_000L;
    private static final int BARS = 600;
    private static final long MID_TICKS = 3_000_00;
    private static final long BUDGET_USD_E8 = 100_00000000L;
    private static final long CAPITAL_USD_E8 = 1_000_000_000_00000000L;

    /** More than the longest latency. */
    private static final long ARRIVAL_MS = 1_000;

    private final CostSettings costs = CostSettings.DEFAULT;
    private final Instrument instrument = new Instrument(
            0,
            "binance-spot",
            "ETHUSDT",
            "ETH",
            "USDT",
            InstrumentKind.SPOT,
            new TradingRules(
                    new BigDecimal("0.01"),
                    new BigDecimal("0.0001"),
                    new BigDecimal("0.0001"),
                    new BigDecimal("5"),
                    0));
    private final OrderRequest request = new OrderRequest();
    private final Touch touch = new Touch();
    private LaneDesk desk;
    private long timeMs;
    private long fills;
    private long trades;
    private boolean isWatched;
    private FillFacts watched;

    /** A quote that moves in time alone. */
    private static final class Touch implements QuoteView {
        private long timeMs;

        @Override
        public int instrumentId() {
            return 0;
        }

        @Override
        public long timeMs() {
            return timeMs;
        }

        @Override
        public long bidTicks() {
            return MID_TICKS - 1;
        }

        @Override
        public long askTicks() {
            return MID_TICKS + 1;
        }

        @Override
        public double bidSizeBase() {
            return 1;
        }

        @Override
        public double askSizeBase() {
            return 1;
        }
    }

    /** A desk that has seen two days of bars, so that volatility, volume and what is usual are known. */
    @Setup
    public void setUp() {
        desk = new LaneDesk(costs);
        desk.reportTo(this);
        desk.onInstrument(instrument);
        desk.open(0, CAPITAL_USD_E8);
        final SplittableRandom random = new SplittableRandom(42);
        double price = 3_000;
        for (int i = 0; i < BARS; i++) {
            final double close = Math.rint(100 * price * (1 + 0.004 * (random.nextDouble() - 0.5))) / 100;
            desk.onBar(new Bar(
                    0,
                    Timeframe.M5,
                    START_MS + i * Timeframe.M5.intervalMs(),
                    price,
                    Math.max(price, close),
                    Math.min(price, close),
                    close,
                    50,
                    Provenance.LIVE));
            price = close;
        }
        timeMs = START_MS + BARS * Timeframe.M5.intervalMs();
        desk.onQuote(new Quote(0, timeMs, MID_TICKS - 1, MID_TICKS + 1, 1, 1));
    }

    /** An entry and an exit, each submitted and filled: two fills with all their costs. */
    @Benchmark
    @OperationsPerInvocation(2)
    public long trade() {
        desk.submit(request.entry(0, 0, Timeframe.M5, Direction.LONG, timeMs)
                .budget(BUDGET_USD_E8)
                .bracket(500, Double.NaN, false));
        quote();
        desk.exit(0, 0, ExitReason.RULE, timeMs);
        quote();
        trades++;
        return fills;
    }

    private void quote() {
        timeMs += ARRIVAL_MS;
        touch.timeMs = timeMs;
        desk.onQuote(touch);
    }

    @Override
    public void onFill(FillView fill) {
        fills++;
        if (isWatched) {
            watched = FillFacts.of("0-1", 1, fill, instrument, costs);
        }
    }

    @Override
    public void onOrderEnded(
            int agentId,
            long orderId,
            int instrumentId,
            boolean entry,
            OrderEnd reason,
            long neededUsdE8,
            long haveUsdE8,
            long endMs) {
        throw new IllegalStateException("an order ended " + reason);
    }

    @Override
    public void onFailure(int agentId, Throwable failure) {
        throw new IllegalStateException(failure);
    }

    /** Its own answer: two fills a trade, books that add up, and one more fill that explains itself to the last unit. */
    @TearDown
    public void check() {
        if (fills != 2 * trades || LedgerAudit.differenceUsdE8(desk.account(0)) != 0) {
            throw new IllegalStateException(fills + " fills of " + trades + " trades; the books differ by "
                    + LedgerAudit.differenceUsdE8(desk.account(0)));
        }
        isWatched = true;
        trade();
        isWatched = false;
        final List<String> differences = FillCheck.differences(watched);
        if (!differences.isEmpty() || watched.impactUsdE8() == 0 || watched.sigmaFrac() == 0) {
            throw new IllegalStateException("the fill does not explain itself: " + watched + " " + differences);
        }
    }
}
