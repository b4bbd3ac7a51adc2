package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import crucible.model.AccountView;
import crucible.model.Bar;
import crucible.model.BarView;
import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.FillView;
import crucible.model.OrderEnd;
import crucible.model.OrderRequest;
import crucible.model.OutcomeSink;
import crucible.model.Provenance;
import crucible.model.QuoteView;
import crucible.model.Timeframe;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The desk's garbage: none in steady state, and a bounded number of bytes for each agent. */
final class LaneDeskAllocationTest {
    private static final int AGENTS = 100;
    private static final long CAPITAL_USD_E8 = 2_000_000_000_000L;
    private static final long START_MS = 1_704_067_200_000L;

    private final Counter counter = new Counter();
    private final LaneDesk desk = new LaneDesk(new CostSettings(0, 0, 0, 250, 600_000));
    private final MovingQuote quote = new MovingQuote();
    private final MovingBar bar = new MovingBar();
    private final OrderRequest request = new OrderRequest();
    private long events;

    @Test
    void aMillionEventsWithFillsAllocateNothing() {
        final ThreadMXBean threads = threads();
        start(AGENTS);
        play(3_000_000);
        final int fillsBefore = counter.fills;
        final long before = threads.getCurrentThreadAllocatedBytes();
        play(1_000_000);
        final long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(bytes).isZero();
        assertThat(counter.fills - fillsBefore).isGreaterThan(100_000);
        assertThat(counter.ends).isGreaterThan(100);
        assertThat(counter.failures).isZero();
        assertThat(counter.equityUsdE8).isPositive();
    }

    @Test
    void anAgentWithTwoPositionsTakesLessThanOneAndAHalfKibibytes() {
        final ThreadMXBean threads = threads();
        final int agents = 4096;
        start(1);
        final long before = threads.getCurrentThreadAllocatedBytes();
        for (int agent = 1; agent <= agents; agent++) {
            desk.open(agent, CAPITAL_USD_E8);
            enter(agent, 0);
            enter(agent, 1);
        }
        for (int instrument = 0; instrument < 2; instrument++) {
            quote.move(instrument, START_MS + 1000);
            desk.onQuote(quote);
        }
        final long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(desk.account(agents).openPositions()).isEqualTo(2);
        // arrays that grew on the way count with all their sizes
        assertThat(bytes / agents).isLessThan(1536);
    }

    private static ThreadMXBean threads() {
        final java.lang.management.ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        assumeTrue(bean instanceof ThreadMXBean, "this JVM does not count the bytes that a thread allocates");
        return (ThreadMXBean) bean;
    }

    private void start(int agents) {
        desk.reportTo(counter);
        Tape.INSTRUMENTS.forEach(desk::onInstrument);
        for (int agent = 0; agent < agents; agent++) {
            desk.open(agent, CAPITAL_USD_E8);
        }
    }

    /** Quotes, bars and orders in turn; stops, targets and exits all happen. */
    private void play(int count) {
        for (int i = 0; i < count; i++) {
            events++;
            final long timeMs = START_MS + events * 500;
            final int agent = (int) (events % AGENTS);
            final int instrument = (int) (events / AGENTS % 4);
            final AccountView books = desk.account(agent);
            if (events % 600 == 0) {
                for (int id = 0; id < 4; id++) {
                    bar.move(id, Timeframe.M5.openTimeOf(timeMs) - Timeframe.M5.intervalMs());
                    desk.onBar(bar);
                }
            }
            if (events % 2 == 0) {
                quote.move((int) (events / 2 % 4), timeMs);
                desk.onQuote(quote);
            } else if (books.positionLots(instrument) != 0) {
                if (desk.heldBars(agent, instrument) >= 0 && events % 3 != 0) {
                    desk.exit(agent, instrument, ExitReason.RULE, timeMs);
                }
            } else if (!books.hasPendingOrder(instrument)) {
                enter(agent, instrument, timeMs);
            } else if (events % 7 == 0) {
                desk.stop(agent, events % 14 == 0, timeMs);
            }
            counter.equityUsdE8 += desk.equityUsdE8(agent);
        }
    }

    private void enter(int agent, int instrument) {
        enter(agent, instrument, START_MS);
    }

    private void enter(int agent, int instrument, long timeMs) {
        final double price = Tape.INSTRUMENTS.get(instrument).price(1000);
        desk.submit(request.entry(agent, instrument, Timeframe.M5, Direction.LONG, timeMs)
                .budget(10_000_000_000L)
                .bracket(price / 50, price / 50, false));
    }

    /** Counts, and looks at the numbers. */
    private static final class Counter implements OutcomeSink {
        int fills;
        int ends;
        int failures;
        long equityUsdE8;

        @Override
        public void onFill(FillView fill) {
            fills++;
            equityUsdE8 += fill.feeUsdE8() + fill.tradeNetUsdE8();
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
                long timeMs) {
            ends++;
        }

        @Override
        public void onFailure(int agentId, Throwable failure) {
            failures++;
        }
    }

    /** A ring's quote: one object for all. */
    private static final class MovingQuote implements QuoteView {
        private int instrumentId;
        private long timeMs;

        void move(int id, long atMs) {
            instrumentId = id;
            timeMs = atMs;
        }

        @Override
        public int instrumentId() {
            return instrumentId;
        }

        @Override
        public long timeMs() {
            return timeMs;
        }

        @Override
        public long bidTicks() {
            return 1000 + timeMs / 1000 % 40;
        }

        @Override
        public long askTicks() {
            return bidTicks() + 2;
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

    /** A ring's bar: one object for all. */
    private static final class MovingBar implements BarView {
        private int instrumentId;
        private long openTimeMs;

        void move(int id, long openMs) {
            instrumentId = id;
            openTimeMs = openMs;
        }

        private double price(int ticks) {
            return Tape.INSTRUMENTS.get(instrumentId).price(ticks);
        }

        @Override
        public int instrumentId() {
            return instrumentId;
        }

        @Override
        public Timeframe timeframe() {
            return Timeframe.M5;
        }

        @Override
        public long openTimeMs() {
            return openTimeMs;
        }

        @Override
        public double open() {
            return price(1020);
        }

        @Override
        public double high() {
            return price(1050);
        }

        @Override
        public double low() {
            return price(openTimeMs / 300_000 % 3 == 0 ? 970 : 1000);
        }

        @Override
        public double close() {
            return price(1020);
        }

        @Override
        public double volumeBase() {
            return 1;
        }

        @Override
        public Provenance provenance() {
            return Provenance.LIVE;
        }

        @Override
        public Bar toBar() {
            throw new UnsupportedOperationException("nobody needs a copy");
        }
    }
}
