package crucible.factory.trial;

import crucible.model.Bar;
import crucible.model.Blueprint;
import crucible.model.Blueprint.EntryPlan;
import crucible.model.Blueprint.ExitPlan;
import crucible.model.Blueprint.Scope;
import crucible.model.Condition.Compare;
import crucible.model.Condition.Comparison;
import crucible.model.Direction;
import crucible.model.Distance;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Operand.FeatureRef;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.model.TradingRules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded random walks and a simple blueprint for them. */
final class TrialWalk {
    static final long M5_MS = Timeframe.M5.intervalMs();
    static final long START_MS = 1_700_006_400_000L;

    private TrialWalk() {}

    static Instrument instrument(int id) {
        return new Instrument(
                id,
                "binance-spot",
                "S" + id + "USDT",
                "S" + id,
                "USDT",
                InstrumentKind.SPOT,
                new TradingRules(
                        new BigDecimal("0.01"),
                        new BigDecimal("0.0001"),
                        new BigDecimal("0.0001"),
                        new BigDecimal("5"),
                        0));
    }

    static List<Instrument> instruments(int count) {
        final List<Instrument> instruments = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            instruments.add(instrument(id));
        }
        return instruments;
    }

    /** 5m bars on the tick grid; each opens a little away from the close before. */
    static List<Bar> bars(long seed, int instrumentId, int count) {
        final Random random = new Random(31 * seed + instrumentId);
        final List<Bar> bars = new ArrayList<>();
        double price = 100 + 40 * instrumentId;
        for (int i = 0; i < count; i++) {
            final double open = cents(price * (1 + 0.0002 * random.nextGaussian()));
            final double close = cents(open * (1 + 0.003 * random.nextGaussian()));
            final double high = cents(Math.max(open, close) * (1 + 0.001 * random.nextDouble())) + 0.01;
            final double low = cents(Math.min(open, close) * (1 - 0.001 * random.nextDouble())) - 0.01;
            bars.add(new Bar(
                    instrumentId,
                    Timeframe.M5,
                    START_MS + i * M5_MS,
                    open,
                    high,
                    low,
                    close,
                    50 + 100 * random.nextDouble(),
                    Provenance.LIVE));
            price = close;
        }
        return bars;
    }

    private static double cents(double price) {
        return Math.rint(price * 100) / 100;
    }

    static TrialHistory history(long seed, int instruments, int count) {
        final List<List<Bar>> tapes = new ArrayList<>();
        for (int id = 0; id < instruments; id++) {
            tapes.add(bars(seed, id, count));
        }
        return TrialHistory.of(tapes);
    }

    /** Long while the close is above its average of ten bars; the stop is far away. */
    static Blueprint aboveAverage(String costDigest, double equityFraction, String... symbols) {
        final FeatureRef close = new FeatureRef("close", List.of());
        final FeatureRef average = new FeatureRef("sma", List.of(10.0));
        return new Blueprint(
                "Above average",
                "trend",
                new Scope(Timeframe.M5, List.of(symbols)),
                new EntryPlan(Direction.LONG, new Compare(close, Comparison.GREATER, average), equityFraction, 0),
                new ExitPlan(new Compare(close, Comparison.LESS, average), new Distance.Percent(40), null, 10_000),
                costDigest);
    }

    /** Long whenever the close is below its average, with narrow stop and target. */
    static Blueprint belowAverage(String costDigest) {
        final FeatureRef close = new FeatureRef("close", List.of());
        final FeatureRef average = new FeatureRef("sma", List.of(10.0));
        return new Blueprint(
                "Below average",
                "mean-reversion",
                new Scope(Timeframe.M5, List.of()),
                new EntryPlan(Direction.LONG, new Compare(close, Comparison.LESS, average), 0.3, 2),
                new ExitPlan(null, new Distance.Atr(14, 1.5), new Distance.Percent(0.6), 20),
                costDigest);
    }
}
