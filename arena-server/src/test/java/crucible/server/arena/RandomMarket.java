package crucible.server.arena;

import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
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
import java.util.Random;

/** A seeded random market that plays itself into a feed sink: warm-up bars, then quotes and bars of both timeframes. */
public final class RandomMarket {
    static final long START_MS = 1_700_006_400_000L;
    private static final long STEP_MS = Timeframe.M5.intervalMs();

    private final Random random;
    private final List<Instrument> instruments = new ArrayList<>();
    private final double[] price;
    private final double[][] quarter;

    public RandomMarket(long seed, int symbols) {
        random = new Random(seed);
        price = new double[symbols];
        quarter = new double[symbols][];
        for (int i = 0; i < symbols; i++) {
            price[i] = 100 + 50 * i;
            instruments.add(new Instrument(
                    i,
                    "binance-spot",
                    "S" + i + "USDT",
                    "S" + i,
                    "USDT",
                    InstrumentKind.SPOT,
                    new TradingRules(
                            new BigDecimal("0.01"),
                            new BigDecimal("0.0001"),
                            new BigDecimal("0.0001"),
                            new BigDecimal("5"),
                            0)));
        }
    }

    /** Plays {@code warmUp} offline bars and then {@code live} live ones of every instrument. */
    public void play(FeedSink sink, int warmUp, int live) {
        instruments.forEach(sink::onInstrument);
        sink.onFeedStatus(new FeedStatus("binance-spot", FeedStatus.State.CONNECTING, ""));
        for (int bar = 0; bar < warmUp + live; bar++) {
            if (bar == warmUp) {
                sink.onFeedStatus(new FeedStatus("binance-spot", FeedStatus.State.LIVE, ""));
            }
            step(sink, START_MS + bar * STEP_MS, bar < warmUp ? Provenance.OFFLINE : Provenance.LIVE);
        }
    }

    private void step(FeedSink sink, long openMs, Provenance provenance) {
        final List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < price.length; i++) {
            final double open = price[i];
            final boolean shock = random.nextInt(60) == 0;
            final double close = open * (1 + 0.002 * random.nextGaussian() - (shock ? 0.012 : 0));
            final double high = Math.max(open, close) * (1 + 0.001 * random.nextDouble());
            final double low = Math.min(open, close) * (1 - 0.001 * random.nextDouble());
            final double volume = (shock ? 5 : 1) * (50 + 50 * random.nextDouble());
            bars.add(new Bar(i, Timeframe.M5, openMs, open, high, low, close, volume, provenance));
            price[i] = close;
        }
        if (provenance == Provenance.LIVE) {
            quotes(sink, bars, openMs + 1_000, 0.1);
            quotes(sink, bars, openMs + 150_000, 0.6);
        }
        final long closeMs = openMs + STEP_MS;
        for (Bar bar : bars) {
            sink.onBar(bar, closeMs + 5);
        }
        for (int i = 0; i < price.length; i++) {
            collectQuarter(i, bars.get(i));
            if (Timeframe.M15.closesAt(closeMs) && quarter[i] != null) {
                sink.onBar(quarterBar(i, closeMs, provenance), closeMs + 5);
                quarter[i] = null;
            }
        }
    }

    private void quotes(FeedSink sink, List<Bar> bars, long timeMs, double part) {
        for (Bar bar : bars) {
            final Instrument instrument = instruments.get(bar.instrumentId());
            final double mid = bar.open() + part * (bar.close() - bar.open());
            final long bid = instrument.priceTicks(mid * 0.9999, Side.SELL);
            sink.onQuote(new Quote(bar.instrumentId(), timeMs, bid, bid + 1 + random.nextInt(4), 10, 10));
        }
    }

    private void collectQuarter(int i, Bar bar) {
        if (quarter[i] == null) {
            quarter[i] = new double[] {bar.open(), bar.high(), bar.low(), bar.close(), bar.volumeBase()};
        } else {
            quarter[i][1] = Math.max(quarter[i][1], bar.high());
            quarter[i][2] = Math.min(quarter[i][2], bar.low());
            quarter[i][3] = bar.close();
            quarter[i][4] += bar.volumeBase();
        }
    }

    private Bar quarterBar(int i, long closeMs, Provenance provenance) {
        final double[] q = quarter[i];
        return new Bar(
                i, Timeframe.M15, closeMs - Timeframe.M15.intervalMs(), q[0], q[1], q[2], q[3], q[4], provenance);
    }
}
