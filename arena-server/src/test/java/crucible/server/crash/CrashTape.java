package crucible.server.crash;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Quote;
import crucible.model.Timeframe;
import crucible.runtime.ring.Sequencer;
import crucible.server.arena.RandomMarket;
import crucible.server.arena.TournamentRules;
import crucible.watchtower.WatchtowerSettings;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * A seeded market that can be entered anywhere: whoever has the first {@code n} inputs in a journal is given those from
 * the next on.
 *
 * @param seed of the market
 * @param live bars of each instrument behind the warm-up
 */
record CrashTape(long seed, int live) {
    private static final int SYMBOLS = 3;
    private static final int WARM_UP = 300;

    static TournamentRules rules() {
        return new TournamentRules(
                42,
                200_00000000L,
                10,
                List.of(Timeframe.M5, Timeframe.M15),
                CostSettings.DEFAULT,
                WatchtowerSettings.defaults(),
                FactorySettings.defaults());
    }

    static Sequencer.SequencerSettings sequencing() {
        return new Sequencer.SequencerSettings(rules().timeframes(), 10_000, 48, Long.MAX_VALUE);
    }

    /** Plays everything behind the first {@code from} inputs; {@code progress} hears how many are in, those included. */
    void play(Sequencer sequencer, long from, LongConsumer progress) {
        new RandomMarket(seed, SYMBOLS).play(new Entrance(sequencer, from, progress), WARM_UP, live);
    }

    /** How many inputs there are. */
    long inputs() {
        final Entrance count = new Entrance(null, Long.MAX_VALUE, seen -> {});
        new RandomMarket(seed, SYMBOLS).play(count, WARM_UP, live);
        return count.seen;
    }

    private static final class Entrance implements FeedSink {
        private final Sequencer sequencer;
        private final long from;
        private final LongConsumer progress;
        private long seen;

        Entrance(Sequencer sequencer, long from, LongConsumer progress) {
            this.sequencer = sequencer;
            this.from = from;
            this.progress = progress;
        }

        private boolean isNew() {
            seen++;
            if (seen <= from) {
                return false;
            }
            progress.accept(seen);
            return true;
        }

        @Override
        public void onInstrument(Instrument instrument) {
            if (isNew()) {
                sequencer.onInstrument(instrument);
            }
        }

        @Override
        public void onFeedStatus(FeedStatus status) {
            if (isNew()) {
                sequencer.onFeedStatus(status);
            }
        }

        @Override
        public void onGap(Gap gap) {
            throw new IllegalStateException("this market has no gaps: " + gap);
        }

        @Override
        public void onBar(Bar bar, long eventTimeMs) {
            if (isNew()) {
                sequencer.onBar(bar, eventTimeMs);
            }
        }

        @Override
        public void onQuote(Quote quote) {
            if (isNew()) {
                sequencer.onQuote(quote);
            }
        }

        @Override
        public OptionalLong lastCloseTimeMs(int instrumentId, Timeframe timeframe) {
            return OptionalLong.empty();
        }
    }
}
