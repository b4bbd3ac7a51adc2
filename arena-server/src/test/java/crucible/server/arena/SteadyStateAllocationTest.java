package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.fill.MarketCosts;
import crucible.fill.volatility.VolatilitySettings;
import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Quote;
import crucible.model.Timeframe;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventCodec;
import crucible.runtime.event.EventKind;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.Sequencer;
import crucible.watchtower.WatchtowerSettings;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In steady state the whole core (sequencer, record encoding, features, lanes with trading agents, judge) allocates
 * nothing per event. Births, verdicts, checkpoints and what people are shown may allocate: the span has none of them.
 */
class SteadyStateAllocationTest {
    /** Few positions are possible, so that the warm-up has seen as many at once as there will ever be. */
    private static final int AGENTS = 40;

    private static final int SYMBOLS = 2;
    private static final int HISTORY = 300;
    private static final int WARM_UP = 6_000;
    private static final int MEASURED = 500;
    private static final int LEAST_EVENTS_PER_STEP = 3 * SYMBOLS;

    /** Counts without allocating. */
    private static final class Count implements ArenaListener {
        private long fills;
        private long rareEvents;
        /** The trials are counted anew once an hour. */
        private long trialCounts;

        @Override
        public void onEvent(ArenaEvent event) {
            final EventKind kind = event.kind();
            trialCounts += kind == EventKind.TRIALS ? 1 : 0;
            rareEvents += kind == EventKind.TRIALS
                            || kind == EventKind.BAR
                            || kind == EventKind.QUOTE
                            || kind == EventKind.BOUNDARY
                    ? 0
                    : 1;
        }

        @Override
        public void onOutcome(Outcome outcome) {
            fills += outcome.end() == null ? 1 : 0;
        }
    }

    /** Keeps what a market plays, so that playing it again allocates nothing. */
    private static final class Recorder implements FeedSink {
        private final List<Object> played = new ArrayList<>();

        @Override
        public void onInstrument(Instrument instrument) {
            played.add(instrument);
        }

        @Override
        public void onFeedStatus(FeedStatus status) {
            played.add(status);
        }

        @Override
        public void onGap(Gap gap) {
            played.add(gap);
        }

        @Override
        public void onBar(Bar bar, long eventTimeMs) {
            played.add(bar);
        }

        @Override
        public void onQuote(Quote quote) {
            played.add(quote);
        }

        void replay(FeedSink sink, int from, int to) {
            for (int i = from; i < to; i++) {
                final Object one = played.get(i);
                if (one instanceof Bar) {
                    final Bar bar = (Bar) one;
                    sink.onBar(bar, bar.closeTimeMs() + 5);
                } else if (one instanceof Quote) {
                    sink.onQuote((Quote) one);
                } else if (one instanceof Instrument) {
                    sink.onInstrument((Instrument) one);
                } else if (one instanceof FeedStatus) {
                    sink.onFeedStatus((FeedStatus) one);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void nothingIsAllocatedPerEventInSteadyState(int lanes) {
        final java.lang.management.ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        assumeTrue(bean instanceof ThreadMXBean, "this JVM does not count the bytes that a thread allocates");
        final ThreadMXBean threads = (ThreadMXBean) bean;
        final long thread = Thread.currentThread().getId();

        final Count count = new Count();
        final Tournament tournament = Tournament.of(rules(), lanes, count);
        final Sequencer sequencer = sequencer(tournament);
        sequencer.genesis(tournament.genesis("test"));
        tournament.founders().forEach(sequencer::birth);
        final Recorder market = new Recorder();
        new RandomMarket(5, SYMBOLS).play(market, HISTORY, WARM_UP + MEASURED);
        final int total = market.played.size();
        final int measuredFrom = total - MEASURED * LEAST_EVENTS_PER_STEP;
        market.replay(sequencer, 0, measuredFrom);
        // The first reading itself allocates.
        threads.getThreadAllocatedBytes(thread);

        final long fillsBefore = count.fills;
        final long rareBefore = count.rareEvents;
        final long countsBefore = count.trialCounts;
        final long stepsBefore = tournament.core().agentSteps();
        final long before = threads.getThreadAllocatedBytes(thread);
        market.replay(sequencer, measuredFrom, total);
        final long allocated = threads.getThreadAllocatedBytes(thread) - before;

        assertThat(tournament.core().agentSteps() - stepsBefore).isGreaterThan(10_000);
        assertThat(count.fills - fillsBefore).as("agents trade in the span").isGreaterThan(500);
        assertThat(count.rareEvents)
                .as("no birth, verdict or other rare event in the span")
                .isEqualTo(rareBefore);
        final long counts = count.trialCounts - countsBefore;
        assertThat(counts).as("no more than one an hour").isLessThanOrEqualTo(1 + MEASURED / 12);
        // A count is an event with content, which is made and written; nothing else may allocate.
        assertThat(allocated).as("bytes in %d events", total - measuredFrom).isLessThanOrEqualTo(counts * 320);
    }

    private static Sequencer sequencer(Tournament tournament) {
        final EventCodec codec = new EventCodec();
        final Map<EventKind, ByteBuffer> records = new EnumMap<>(EventKind.class);
        for (EventKind kind : EventKind.values()) {
            records.put(kind, ByteBuffer.allocate(1 << 16));
        }
        return new Sequencer(
                new DirectSlots(
                        tournament.core(),
                        event -> codec.write(event, records.get(event.kind()).clear())),
                tournament.core().outbox(),
                new Sequencer.SequencerSettings(
                        tournament.rules().timeframes(), 10_000, Integer.MAX_VALUE, Long.MAX_VALUE),
                () -> 0);
    }

    /** The usual ones, but after its first fit no instrument's volatility is fitted again. */
    private static CostSettings costs() {
        final CostSettings usual = CostSettings.DEFAULT;
        final MarketCosts market = usual.market();
        final VolatilitySettings volatility = market.volatility();
        return new CostSettings(
                usual.takerFeePpm(),
                usual.makerFeePpm(),
                usual.slippagePpm(),
                usual.latencyMs(),
                usual.orderTtlMs(),
                usual.feesByVenue(),
                new MarketCosts(
                        market.mostVolatilityFactor(),
                        market.volatilityLatencyMs(),
                        market.impactPpm(),
                        market.participationCapPpm(),
                        market.maxVolumeSharePpm(),
                        market.quoteAgeMs(),
                        market.spreadEstimator(),
                        market.spreadBars(),
                        new VolatilitySettings(
                                volatility.law(),
                                volatility.windowReturns(),
                                volatility.fewestReturns(),
                                1_000_000,
                                volatility.ewmaDecay(),
                                volatility.ewmaReturns(),
                                volatility.floorSigma())));
    }

    /** No rule ends an agent, so that births and verdicts do not end the span; all the rest is as by default. */
    private static TournamentRules rules() {
        final WatchtowerSettings usual = WatchtowerSettings.defaults();
        return new TournamentRules(
                42,
                100_000_00000000L,
                AGENTS,
                List.of(Timeframe.M5, Timeframe.M15),
                costs(),
                new WatchtowerSettings(
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        usual.minTrades(),
                        usual.minDays(),
                        false,
                        usual.literal(),
                        usual.decayLooks(),
                        usual.decayConfidence(),
                        usual.promotion(),
                        usual.promoteConfidence(),
                        OptionalDouble.empty()),
                FactorySettings.defaults());
    }
}
