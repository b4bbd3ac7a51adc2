package crucible.fill;

import crucible.fill.volatility.EgarchParameters;
import crucible.model.Desk;
import crucible.model.Funding;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Mark;
import crucible.model.PriceBand;
import crucible.model.TradingRules;
import crucible.model.VolatilityFit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What else happens on a {@link Tape}, seeded and endless: mark prices, some of them wild, settled fundings, most of them late,
 * fits of the volatility, jumps, and rules that change under orders and positions.
 */
final class MarketNews {
    private static final long HOUR_MS = 3_600_000;
    private static final String[] COARSER = {"1", "1", "2", "5", "0.5", "0.1", "3"};

    private final Random random;
    private final Tape tape;
    private final NaiveDesk judge;
    private final List<Funding> late = new ArrayList<>();
    private long settledHour;

    /** @param judge who tells how many returns there have been: fits are of those */
    MarketNews(long seed, Tape tape, NaiveDesk judge) {
        this.random = new Random(seed);
        this.tape = tape;
        this.judge = judge;
    }

    Tape.Step next() {
        final long hour = tape.timeMs() / HOUR_MS;
        if (settledHour == 0) {
            settledHour = hour;
        }
        while (settledHour < hour) {
            settledHour++;
            late.add(funding(2, settledHour * HOUR_MS));
            late.add(funding(3, settledHour * HOUR_MS));
        }
        if (!late.isEmpty() && random.nextInt(8) == 0) {
            final Funding funding = late.remove(random.nextInt(late.size()));
            return step(funding.toString(), desk -> desk.onFunding(funding));
        }
        final int dice = random.nextInt(100);
        if (dice < 70) {
            return mark(2 + random.nextInt(2), hour);
        }
        if (dice < 85) {
            return fit(random.nextInt(Tape.INSTRUMENTS.size()));
        }
        return dice < 99 ? rules(random.nextInt(Tape.INSTRUMENTS.size())) : jump(random.nextInt(4));
    }

    private static Tape.Step step(String text, Consumer<Desk> action) {
        return new Tape.Step(-1, text, action);
    }

    private Funding funding(int id, long timeMs) {
        final long markE12 = random.nextBoolean() ? 0 : e12(tape.price(id) * (1 + 0.01 * random.nextGaussian()));
        return new Funding(
                id, timeMs, random.nextInt(4_001) * 1_000_000L - 2_000_000_000L + random.nextInt(3), markE12);
    }

    private static long e12(double price) {
        return (long) (price * 1e12);
    }

    /** Mostly where the market is, now and then twice as high, or by a quarter lower. */
    private Tape.Step mark(int id, long hour) {
        final double wild = random.nextInt(30) == 0 ? 1.7 + random.nextDouble() : random.nextInt(30) == 0 ? 0.75 : 1;
        final long price = e12(tape.price(id) * wild * (1 + 0.001 * random.nextGaussian()));
        final long nextMs = random.nextInt(5) == 0 ? 0 : (hour + 1) * HOUR_MS;
        final Mark mark = new Mark(id, tape.timeMs() - random.nextInt(100), price, nextMs);
        return step(mark.toString(), desk -> desk.onMark(mark));
    }

    private Tape.Step fit(int id) {
        final NaiveVolatility volatility = judge.volatility(id);
        if (volatility.timeframe() == null) {
            return mark(2, tape.timeMs() / HOUR_MS);
        }
        // One in ten is of returns that nobody has.
        final long stamp = Math.max(0, volatility.returns() - random.nextInt(4) + (random.nextInt(10) == 0 ? 9 : 0));
        final double beta = 0.9 + random.nextDouble() * 0.09;
        final double level = Math.log(Math.pow(0.0004 * Math.exp(random.nextGaussian()), 2));
        final VolatilityFit.Model model = new VolatilityFit.Model(
                0.00001 * random.nextGaussian(),
                level * (1 - beta),
                0.3 * random.nextDouble() - (random.nextInt(10) == 0 ? 0.3 : 0),
                0.1 * random.nextGaussian(),
                beta,
                Double.POSITIVE_INFINITY,
                EgarchParameters.normalKappa(),
                level,
                level + random.nextGaussian(),
                0,
                1);
        final boolean none = random.nextInt(10) == 0;
        final VolatilityFit fit = new VolatilityFit(
                id,
                volatility.timeframe(),
                tape.timeMs() - 1,
                tape.timeMs(),
                stamp,
                none ? "NO_CONVERGENCE" : "",
                none ? null : model);
        return step(fit.toString(), desk -> desk.onVolatility(fit));
    }

    /** Everything of the instrument's rules may change; the first grid comes back now and then. */
    private Tape.Step rules(int id) {
        final TradingRules first = Tape.INSTRUMENTS.get(id).rules();
        final BigDecimal tick = first.tickSize().multiply(new BigDecimal(pick()));
        final BigDecimal step = first.stepSize().multiply(new BigDecimal(pick()));
        final PriceBand band = random.nextInt(3) > 0
                ? PriceBand.NONE
                : new PriceBand(1_003_000, random.nextBoolean() ? 0 : 990_000, 1_010_000, 997_000);
        final Instrument later = Tape.INSTRUMENTS
                .get(id)
                .withRules(
                        new TradingRules(tick, step, first.minQuantity(), first.minNotionalUsd(), tape.timeMs(), band));
        tape.rules(later);
        return step("rules " + later.rules(), desk -> desk.onInstrument(later));
    }

    private String pick() {
        return COARSER[random.nextInt(COARSER.length)];
    }

    /** The market jumps; nobody sees it before the next quote or bar. */
    private Tape.Step jump(int id) {
        final boolean contract = Tape.INSTRUMENTS.get(id).kind() == InstrumentKind.PERPETUAL;
        final double factor = contract ? (random.nextBoolean() ? 1.5 : 1 / 1.5) : 1 + 0.05 * random.nextGaussian();
        return step("jump " + id + " " + factor, desk -> {
            if (desk == judge) {
                tape.jump(id, Math.max(0.5, factor));
            }
        });
    }
}
