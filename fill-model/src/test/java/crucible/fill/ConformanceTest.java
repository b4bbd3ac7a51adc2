package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;

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
import crucible.model.TimeInForce;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same expectations of the same price paths, whether the desk sees quotes, bars alone, or now this, now that. */
final class ConformanceTest {
    private static final Instrument COIN = Tape.instrument(0, InstrumentKind.SPOT, "0.1", "0.001", "0", "5");
    private static final long BAR_MS = Timeframe.M5.intervalMs();
    private static final long START_MS = 1_704_067_200_000L;
    private static final long HUNDRED_USD_E8 = 10_000_000_000L;

    /** What the desk is shown of a path. */
    enum Mode {
        QUOTES_AND_BARS,
        BARS_ALONE,
        MIXED
    }

    private final LaneDesk desk = new LaneDesk(new CostSettings(1000, 200, 100, 250, 1_200_000));
    private final OrderRequest request = new OrderRequest();
    private final List<String> outcomes = new ArrayList<>();
    private final List<Long> touches = new ArrayList<>();
    private long nowMs = START_MS;
    private int bars;

    /** Plays a bar whose price goes from its open to its low, its high and its close. */
    private void bar(Mode mode, double open, double high, double low, double close) {
        bars++;
        if (mode == Mode.QUOTES_AND_BARS || mode == Mode.MIXED && bars % 2 == 0) {
            final double[] path = {open, low, high, close};
            for (int i = 0; i < path.length; i++) {
                final long mid = Math.round(path[i] * 10);
                desk.onQuote(new Quote(0, nowMs + 1_000 + i * 60_000L, mid - 1, mid + 1, 1, 1));
            }
        }
        desk.onBar(new Bar(0, Timeframe.M5, nowMs, open, high, low, close, 1e6, Provenance.LIVE));
        nowMs += BAR_MS;
        assertThat(LedgerAudit.differenceUsdE8(desk.account(0))).isZero();
        assertThat(desk.account(0).discrepancy()).isEmpty();
    }

    private void flat(Mode mode, int count) {
        for (int i = 0; i < count; i++) {
            bar(mode, 100, 100.4, 99.6, 100);
        }
    }

    private void start(Mode mode) {
        desk.reportTo(new OutcomeSink() {
            @Override
            public void onFill(FillView fill) {
                outcomes.add(
                        fill.exitReason() == null ? "ENTRY" : fill.exitReason().name());
                touches.add(fill.touchTicks());
                assertThat(fill.timeMs()).isGreaterThanOrEqualTo(fill.decidedTimeMs());
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
                outcomes.add(reason.name());
            }

            @Override
            public void onFailure(int agentId, Throwable failure) {
                throw new AssertionError(failure);
            }
        });
        desk.onInstrument(COIN);
        desk.open(0, 2 * HUNDRED_USD_E8);
        flat(mode, 2);
    }

    private OrderRequest entry(double stop, double target) {
        return request.entry(0, 0, Timeframe.M5, Direction.LONG, nowMs)
                .budget(HUNDRED_USD_E8)
                .bracket(stop, target, false);
    }

    @ParameterizedTest
    @EnumSource
    void aMarketOrderPaysAtLeastHalfASpread(Mode mode) {
        start(mode);
        desk.submit(entry(50, Double.NaN));
        flat(mode, 3);
        assertThat(outcomes).containsExactly("ENTRY");
        assertThat(touches.get(0)).isGreaterThan(1_000);
        desk.exit(0, 0, ExitReason.RULE, nowMs);
        flat(mode, 3);
        assertThat(outcomes).containsExactly("ENTRY", "RULE");
        assertThat(touches.get(1)).isLessThan(1_000);
    }

    @ParameterizedTest
    @EnumSource
    void aLimitThatThePriceNeverPassesExpires(Mode mode) {
        start(mode);
        desk.submit(entry(50, Double.NaN).limit(99.5, TimeInForce.GTC, 4));
        flat(mode, 4);
        assertThat(outcomes).isEmpty();
        flat(mode, 1);
        assertThat(outcomes).containsExactly("EXPIRED");
    }

    @ParameterizedTest
    @EnumSource
    void aLimitThatThePriceFallsThroughFillsAtItsOwnPrice(Mode mode) {
        start(mode);
        desk.submit(entry(50, Double.NaN).limit(99.5, TimeInForce.POST_ONLY, 9));
        flat(mode, 3);
        bar(mode, 100, 100, 97, 98);
        flat(mode, 1);
        assertThat(outcomes).containsExactly("ENTRY");
        assertThat(touches).containsExactly(995L);
    }

    @ParameterizedTest
    @EnumSource
    void aLimitThatCrossesPaysTheTouchUnlessItIsPostOnly(Mode mode) {
        start(mode);
        desk.submit(entry(50, Double.NaN).limit(103, TimeInForce.POST_ONLY, 9));
        flat(mode, 3);
        desk.submit(entry(50, Double.NaN).limit(103, TimeInForce.IOC, 9));
        flat(mode, 3);
        assertThat(outcomes).containsExactly("POST_ONLY_WOULD_CROSS", "ENTRY");
        assertThat(touches.get(0)).isBetween(1_001L, 1_005L);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsImmediateOrCancelDoesNotWait(Mode mode) {
        start(mode);
        desk.submit(entry(50, Double.NaN).limit(99, TimeInForce.IOC, 9));
        flat(mode, 3);
        assertThat(outcomes).containsExactly("IOC_UNFILLED");
    }

    @ParameterizedTest
    @EnumSource
    void aStopComesBeforeATargetOfTheSameBarAndFillsNoBetterThanItsLevel(Mode mode) {
        start(mode);
        desk.submit(entry(3, 3));
        flat(mode, 3);
        bar(mode, 100, 110, 90, 100);
        assertThat(outcomes).containsExactly("ENTRY", "STOP");
        assertThat(touches.get(1)).isLessThan(touches.get(0) - 30);
    }

    @ParameterizedTest
    @EnumSource
    void aGapThroughTheStopFillsAtTheOpenOrWorse(Mode mode) {
        start(mode);
        desk.submit(entry(3, Double.NaN));
        flat(mode, 3);
        bar(mode, 90, 91, 89, 90);
        assertThat(outcomes).containsExactly("ENTRY", "STOP");
        assertThat(touches.get(1)).isLessThan(900);
    }

    @ParameterizedTest
    @EnumSource
    void aStopEntryPaysItsTriggerOrMore(Mode mode) {
        start(mode);
        desk.submit(entry(50, Double.NaN).stop(102, 9));
        flat(mode, 3);
        assertThat(outcomes).isEmpty();
        bar(mode, 100, 104, 100, 104);
        bar(mode, 104, 105, 103, 104);
        assertThat(outcomes).containsExactly("ENTRY");
        assertThat(touches.get(0)).isGreaterThan(1_020);
    }

    @ParameterizedTest
    @EnumSource
    void aTrailingStopKeepsWhatThePriceHasGivenAndNothingMore(Mode mode) {
        start(mode);
        desk.submit(request.entry(0, 0, Timeframe.M5, Direction.LONG, nowMs)
                .budget(HUNDRED_USD_E8)
                .bracket(3, Double.NaN, true));
        flat(mode, 3);
        bar(mode, 100, 110, 100, 109);
        bar(mode, 109, 109, 105, 106);
        assertThat(outcomes).containsExactly("ENTRY", "STOP");
        assertThat(touches.get(1)).isBetween(1_060L, 1_069L);
    }

    @ParameterizedTest
    @EnumSource
    void aReduceOnlyOrderClosesAPartAndNeverFlips(Mode mode) {
        start(mode);
        desk.submit(entry(50, Double.NaN));
        flat(mode, 3);
        final long all = desk.account(0).positionLots(0);
        desk.submit(request.reduce(0, 0, ExitReason.RULE, nowMs).lots(400));
        flat(mode, 3);
        assertThat(desk.account(0).positionLots(0)).isEqualTo(all - 400);
        desk.submit(request.reduce(0, 0, ExitReason.RULE, nowMs).lots(1_000_000).limit(101, TimeInForce.GTC, 9));
        flat(mode, 2);
        bar(mode, 100, 103, 100, 102);
        bar(mode, 102, 103, 101.5, 102);
        assertThat(outcomes).containsExactly("ENTRY", "RULE", "RULE");
        assertThat(touches.get(2)).isEqualTo(1_010L);
        assertThat(desk.account(0).positionLots(0)).isZero();
    }
}
