package crucible.factory.trial;

import crucible.fill.volatility.FitRunner;
import crucible.fill.volatility.FitSchedule;
import crucible.model.Bar;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.Draw;
import crucible.model.Funding;
import crucible.model.Genesis;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Require;
import crucible.model.Side;
import crucible.model.Timeframe;
import crucible.runtime.event.EventCodec;
import crucible.runtime.ring.Sequencer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Blueprints through real lanes, desk and statistics over history: the classes of the live arena, fed with the same kinds
 * of event in the same order. Built once for a history, then run for any number of blueprints. Immutable; any thread, and
 * several at once.
 *
 * <p>Candles have no quotes. One second after the open of each bar of an instrument's shortest timeframe the trial quotes
 * bid and ask around that open, so an order is filled at the open of a bar after the one it was decided on. A funding comes
 * before the bars that close at its time, so that what they close pays for it, and receives nothing.
 */
public final class Trial {
    /** How long after a bar's open its quote comes. */
    public static final long QUOTE_DELAY_MS = 1_000;

    /** Every boundary is complete before the next quote, so what is missing then does not come any more. */
    private static final long BOUNDARY_GRACE_MS = 1;

    private static final Comparator<Quote> BY_TIME =
            Comparator.comparingLong(Quote::timeMs).thenComparingInt(Quote::instrumentId);

    private final TrialSettings settings;
    private final Map<Integer, Instrument> instruments = new TreeMap<>();
    private final List<Timeframe> timeframes;
    private final List<Bar> bars;
    private final List<Quote> quotes;
    private final List<Funding> fundings;
    private final long tradeFromMs;
    private final FitRunner fits = FitRunner.onceForAll();

    /**
     * @param traded instruments with their rules; those of every bar of the history
     * @param tradeFromMs bars that open before are OFFLINE: features are made complete by them, nobody enters
     * @throws IllegalArgumentException where a bar's instrument is unknown or no bar opens at {@code tradeFromMs} or later
     */
    public Trial(TrialSettings settings, Collection<Instrument> traded, TrialHistory history, long tradeFromMs) {
        this.settings = Require.present("settings", settings);
        this.tradeFromMs = tradeFromMs;
        traded.forEach(instrument -> instruments.put(instrument.id(), instrument));
        this.timeframes =
                history.bars().stream().map(Bar::timeframe).distinct().sorted().toList();
        final Map<Integer, Timeframe> shortest = new TreeMap<>();
        for (Bar bar : history.bars()) {
            Require.that(
                    instruments.containsKey(bar.instrumentId()),
                    "a bar's instrument is one of " + instruments.values(),
                    bar.instrumentId());
            shortest.merge(bar.instrumentId(), bar.timeframe(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
        }
        this.bars = history.bars().stream().map(this::placed).toList();
        Require.that(
                bars.stream().anyMatch(bar -> bar.openTimeMs() >= tradeFromMs),
                "some bar opens at or after " + tradeFromMs,
                bars.size() + " bars that all open before");
        this.fundings = history.fundings().stream()
                .filter(funding -> funding.fundingTimeMs() >= tradeFromMs)
                .toList();
        for (Funding funding : fundings) {
            final Instrument instrument = instruments.get(funding.instrumentId());
            Require.that(
                    instrument != null && instrument.kind() == InstrumentKind.PERPETUAL,
                    "a funding's instrument is a perpetual of " + instruments.values(),
                    instrument == null ? funding.instrumentId() : instrument + ", " + instrument.kind());
        }
        this.quotes = bars.stream()
                .filter(bar -> bar.openTimeMs() >= tradeFromMs && bar.timeframe() == shortest.get(bar.instrumentId()))
                .map(this::quote)
                .sorted(BY_TIME)
                .toList();
    }

    private Bar placed(Bar bar) {
        return bar.openTimeMs() < tradeFromMs ? bar.withProvenance(Provenance.OFFLINE) : bar;
    }

    /** Knows no more of the bar than its open, which is known a second later. */
    private Quote quote(Bar bar) {
        final Instrument instrument = instruments.get(bar.instrumentId());
        final double half = bar.open() * settings.halfSpreadPpm() / 1e6;
        final long bid = Math.max(1, instrument.priceTicks(bar.open() - half, Side.SELL));
        final long ask = Math.max(bid + 1, instrument.priceTicks(bar.open() + half, Side.BUY));
        return new Quote(bar.instrumentId(), bar.openTimeMs() + QUOTE_DELAY_MS, bid, ask, 0, 0);
    }

    /**
     * Tries one blueprint, to the end of the history or of the agent.
     *
     * @throws IllegalArgumentException where it was found under other costs, or the history has no bars in its scope
     */
    public TrialResult run(Blueprint blueprint) {
        return run(birth(blueprint, Birth.Origin.FOUNDER, Draw.bits(0, "trial", 0, 0, 0)));
    }

    /**
     * Tries a placebo in the place of a blueprint: it enters at random, as often as the entry rule would, in a direction
     * by a fair coin. Sold short is what may not be, too, or the coin would not be fair.
     *
     * @param like what it borrows all but its entries from; refused as {@link #run} refuses
     * @param seed of its draws
     */
    public TrialResult runPlacebo(Blueprint like, long seed) {
        return run(birth(like, Birth.Origin.PLACEBO, seed));
    }

    private TrialResult run(Birth birth) {
        final Blueprint blueprint = birth.blueprint();
        final String costDigest = settings.costs().digest();
        Require.that(
                blueprint.costDigest().equals(costDigest),
                "blueprint " + blueprint.name() + " has the digest of the costs in force, " + costDigest,
                blueprint.costDigest());
        requireBars(blueprint.scope());
        final TrialRecorder recorder = new TrialRecorder(tradeFromMs, settings.capitalUsdE8());
        final FitSchedule schedule = new FitSchedule(settings.costs().market().volatility());
        schedule.runBy(fits);
        final Sequencer sequencer =
                new TrialArena(1, settings, timeframes, BOUNDARY_GRACE_MS, schedule, recorder).sequencer();
        sequencer.genesis(genesis(costDigest));
        sequencer.birth(birth);
        instruments.values().forEach(sequencer::onInstrument);
        play(sequencer, recorder);
        sequencer.close();
        return recorder.result(blueprint);
    }

    private void requireBars(Blueprint.Scope scope) {
        Require.that(
                bars.stream()
                        .anyMatch(bar -> bar.timeframe() == scope.timeframe()
                                && scope.includes(
                                        instruments.get(bar.instrumentId()).symbol())),
                "the history has " + scope.timeframe().label() + " bars of "
                        + (scope.symbols().isEmpty() ? "any instrument" : scope.symbols()),
                "bars of " + timeframes.stream().map(Timeframe::label).toList() + " of " + instruments.values());
    }

    private void play(Sequencer sequencer, TrialRecorder recorder) {
        int quote = 0;
        int funding = 0;
        for (int i = 0; i < bars.size() && !recorder.hasEnded(); i++) {
            final Bar bar = bars.get(i);
            while (quote < quotes.size() && quotes.get(quote).timeMs() < bar.closeTimeMs()) {
                funding = settleUpTo(quotes.get(quote).timeMs(), funding, sequencer);
                sequencer.onQuote(quotes.get(quote));
                quote++;
            }
            funding = settleUpTo(bar.closeTimeMs(), funding, sequencer);
            sequencer.onBar(bar, bar.closeTimeMs());
        }
    }

    private int settleUpTo(long timeMs, int from, Sequencer sequencer) {
        int next = from;
        while (next < fundings.size() && fundings.get(next).fundingTimeMs() <= timeMs) {
            sequencer.onFunding(fundings.get(next));
            next++;
        }
        return next;
    }

    private Genesis genesis(String costDigest) {
        return new Genesis(EventCodec.VERSION, "trial", 0, settings.capitalUsdE8(), 1, timeframes, costDigest, "trial");
    }

    private static Birth birth(Blueprint blueprint, Birth.Origin origin, long seed) {
        return new Birth(0, 0, blueprint, seed, 0, List.of(), origin, "trial", "a trial");
    }
}
