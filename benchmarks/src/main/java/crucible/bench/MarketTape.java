package crucible.bench;

import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Side;
import crucible.model.Timeframe;
import crucible.model.TradingRules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A seeded random walk of several instruments, made before the clock runs: playing it allocates nothing. At each step
 * every instrument has one quote, one closed 5m bar and, every third step, one closed 15m bar. Immutable.
 */
final class MarketTape {
    private static final long START_MS = 1_700_006_400_000L;
    private static final long STEP_MS = Timeframe.M5.intervalMs();
    private static final long QUOTE_AFTER_MS = 1_000;
    private static final double VOLATILITY = 0.002;

    private final List<Instrument> instruments = new ArrayList<>();
    private final Step[] steps;

    /** Everything that happens in one interval. */
    record Step(Quote[] quotes, Bar[] bars) {}

    /** Waits before each event that is played. */
    @FunctionalInterface
    interface Pace {
        /** As fast as the arena takes it. */
        Pace NONE = firstBarOfStep -> {};

        /** About to play a bar, the first of its step or a later one. */
        void beforeBar(boolean firstBarOfStep);
    }

    /** @param warmUpSteps steps at the beginning that are history: features warm up on them, nobody trades */
    MarketTape(long seed, int symbols, int warmUpSteps, int liveSteps) {
        for (int id = 0; id < symbols; id++) {
            instruments.add(instrument(id));
        }
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] price = new double[symbols];
        for (int id = 0; id < symbols; id++) {
            price[id] = 100 + 10 * id;
        }
        final Bar[] quarter = new Bar[symbols];
        steps = new Step[warmUpSteps + liveSteps];
        for (int i = 0; i < steps.length; i++) {
            final Provenance provenance = i < warmUpSteps ? Provenance.OFFLINE : Provenance.LIVE;
            steps[i] = step(random, price, quarter, START_MS + i * STEP_MS, provenance);
        }
    }

    private static Instrument instrument(int id) {
        final TradingRules rules = new TradingRules(
                new BigDecimal("0.01"), new BigDecimal("0.0001"), new BigDecimal("0.0001"), new BigDecimal("5"), 0);
        return new Instrument(id, "binance-spot", "S" + id + "USDT", "S" + id, "USDT", InstrumentKind.SPOT, rules);
    }

    private Step step(SplittableRandom random, double[] price, Bar[] quarter, long openMs, Provenance provenance) {
        final Quote[] quotes = new Quote[price.length];
        final List<Bar> bars = new ArrayList<>();
        for (int id = 0; id < price.length; id++) {
            final double open = price[id];
            final double close = open * (1 + VOLATILITY * normal(random));
            final double high = Math.max(open, close) * (1 + VOLATILITY * random.nextDouble());
            final double low = Math.min(open, close) * (1 - VOLATILITY * random.nextDouble());
            final double volume = 50 + 50 * random.nextDouble();
            final long bid = instruments.get(id).priceTicks(open, Side.SELL);
            quotes[id] = new Quote(id, openMs + QUOTE_AFTER_MS, bid, bid + 1 + random.nextInt(3), 10, 10);
            bars.add(new Bar(id, Timeframe.M5, openMs, open, high, low, close, volume, provenance));
            price[id] = close;
        }
        for (int id = 0; id < price.length; id++) {
            quarter[id] = joined(quarter[id], bars.get(id));
            if (Timeframe.M15.closesAt(openMs + STEP_MS)) {
                bars.add(quarter[id]);
                quarter[id] = null;
            }
        }
        return new Step(quotes, bars.toArray(new Bar[0]));
    }

    /** Sum of twelve uniform draws less six: close enough to the normal law for a workload. */
    private static double normal(SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    private static Bar joined(Bar quarter, Bar next) {
        return new Bar(
                next.instrumentId(),
                Timeframe.M15,
                Timeframe.M15.openTimeOf(next.openTimeMs()),
                quarter == null ? next.open() : quarter.open(),
                quarter == null ? next.high() : Math.max(quarter.high(), next.high()),
                quarter == null ? next.low() : Math.min(quarter.low(), next.low()),
                next.close(),
                quarter == null ? next.volumeBase() : quarter.volumeBase() + next.volumeBase(),
                next.provenance());
    }

    List<Instrument> instruments() {
        return instruments;
    }

    Step[] steps() {
        return steps;
    }

    private void playQuotes(FeedSink sink, Step step, double part) {
        for (Quote first : step.quotes()) {
            final Bar bar = step.bars()[first.instrumentId()];
            final double price = bar.open() + part * (bar.close() - bar.open());
            final long bid = instruments.get(first.instrumentId()).priceTicks(price, Side.SELL);
            final long timeMs = first.timeMs() + (long) (part * (STEP_MS - 2 * QUOTE_AFTER_MS));
            sink.onQuote(
                    new Quote(first.instrumentId(), timeMs, bid, bid + first.askTicks() - first.bidTicks(), 10, 10));
        }
    }

    /** Bars in the steps {@code [from, to)}. */
    long bars(int from, int to) {
        long bars = 0;
        for (int i = from; i < to; i++) {
            bars += steps[i].bars().length;
        }
        return bars;
    }

    /** Plays the steps {@code [from, to)}; history has no quotes. */
    void play(FeedSink sink, int from, int to, Pace pace) {
        play(sink, 1, from, to, pace);
    }

    /** The same with more than one quote of each instrument in a step, on the way from the open to the close. */
    void play(FeedSink sink, int quotesInAStep, int from, int to, Pace pace) {
        for (int i = from; i < to; i++) {
            final Step step = steps[i];
            if (step.bars()[0].provenance() == Provenance.LIVE) {
                for (Quote quote : step.quotes()) {
                    sink.onQuote(quote);
                }
                for (int k = 1; k < quotesInAStep; k++) {
                    playQuotes(sink, step, (double) k / quotesInAStep);
                }
            }
            boolean first = true;
            for (Bar bar : step.bars()) {
                pace.beforeBar(first);
                sink.onBar(bar, bar.closeTimeMs());
                first = false;
            }
        }
    }
}
