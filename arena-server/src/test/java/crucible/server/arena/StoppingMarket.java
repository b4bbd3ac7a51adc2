package crucible.server.arena;

import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Quote;
import crucible.model.Timeframe;
import crucible.runtime.event.ModeChange;
import crucible.runtime.ring.Sequencer;
import java.util.OptionalLong;
import java.util.Random;

/** Hands a market on to a sequencer and stops trading now and then, for one cause or several at once. */
final class StoppingMarket implements FeedSink {
    private static final int ONE_IN = 400;

    private final Sequencer sequencer;
    private final Random random;

    StoppingMarket(Sequencer sequencer, long seed) {
        this.sequencer = sequencer;
        this.random = new Random(seed);
    }

    @Override
    public void onQuote(Quote quote) {
        if (random.nextInt(ONE_IN) == 0) {
            final ModeChange.Cause[] causes = ModeChange.Cause.values();
            final ModeChange.Cause cause = causes[random.nextInt(causes.length)];
            final boolean stops = random.nextInt(4) == 0;
            sequencer.mode(new ModeChange(cause, stops, cause + (stops ? " is in trouble" : " is well")));
        }
        sequencer.onQuote(quote);
    }

    @Override
    public void onBar(Bar bar, long eventTimeMs) {
        sequencer.onBar(bar, eventTimeMs);
    }

    @Override
    public void onGap(Gap gap) {
        sequencer.onGap(gap);
    }

    @Override
    public void onFeedStatus(FeedStatus status) {
        sequencer.onFeedStatus(status);
    }

    @Override
    public void onInstrument(Instrument instrument) {
        sequencer.onInstrument(instrument);
    }

    @Override
    public OptionalLong lastCloseTimeMs(int instrumentId, Timeframe timeframe) {
        return sequencer.lastCloseTimeMs(instrumentId, timeframe);
    }
}
