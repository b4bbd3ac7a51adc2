package crucible.server.arena;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.fill.MarketCosts;
import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Quote;
import crucible.model.Timeframe;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.Quarantine;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaRing;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalSettings;
import crucible.server.snapshot.SnapshotSettings;
import crucible.server.view.ArenaSnapshot;
import crucible.server.view.RunInfo;
import crucible.server.view.RunMode;
import crucible.watchtower.ControlCounts;
import crucible.watchtower.WatchtowerSettings;
import crucible.watchtower.lifecycle.DecayLook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A real arena with journal, snapshots and permanent record in a folder, to be fed, stopped and started again. */
public final class ArenaOnDisk {
    private final Path directory;
    private final TournamentRules rules;
    private JournalSettings journal;
    private SnapshotSettings snapshots;

    /** @param directory the data directory; the journal keeps everything, five snapshots are kept */
    public ArenaOnDisk(Path directory, TournamentRules rules) {
        this.directory = directory;
        this.rules = rules;
        journal = JournalSettings.defaults(directory.resolve("journal"), Journal.Fsync.NEVER);
        snapshots = SnapshotSettings.defaults(directory.resolve("snapshots"));
    }

    /** Rules under which agents die of every cause within days, and where there are few of them are promoted as well. */
    public static TournamentRules strictRules(int slots) {
        return new TournamentRules(
                42,
                200_00000000L,
                slots,
                List.of(Timeframe.M5, Timeframe.M15),
                CostSettings.DEFAULT,
                new WatchtowerSettings(
                        OptionalDouble.of(0.02),
                        OptionalDouble.of(0.021),
                        3,
                        0,
                        true,
                        false,
                        List.of(new DecayLook(3, 0.2), new DecayLook(9, 0.5)),
                        0.5,
                        true,
                        0.5,
                        OptionalDouble.of(0.8)),
                FactorySettings.defaults());
    }

    /** The same with the anytime guard of an agent alone, looks at the newest trades, and agents that move together counted once. */
    public static TournamentRules guardedRules(int slots) {
        final TournamentRules strict = strictRules(slots);
        final WatchtowerSettings judge = strict.watchtower();
        return new TournamentRules(
                strict.seed(),
                strict.capitalUsdE8(),
                strict.slots(),
                strict.timeframes(),
                strict.costs(),
                new WatchtowerSettings(
                        OptionalDouble.of(0.5),
                        OptionalDouble.empty(),
                        1,
                        0,
                        true,
                        false,
                        List.of(new DecayLook(1, 0.5)),
                        0.5,
                        true,
                        0.5,
                        judge.idleDays(),
                        OptionalDouble.of(0.9),
                        OptionalInt.of(1),
                        OptionalDouble.of(0.1),
                        OptionalDouble.of(1),
                        OptionalDouble.of(1),
                        OptionalInt.of(2),
                        OptionalDouble.of(0.5),
                        OptionalDouble.of(0.3),
                        OptionalDouble.of(0.05)),
                strict.factory());
    }

    /** The same with large accounts that nothing cuts to a share of the volume: together they want more than trades. */
    public static TournamentRules crowdedRules(int slots) {
        final TournamentRules strict = strictRules(slots);
        final MarketCosts calm = MarketCosts.constant();
        final MarketCosts uncut = new MarketCosts(
                1, 0, 0, 0, 0, calm.quoteAgeMs(), calm.spreadEstimator(), calm.spreadBars(), calm.volatility());
        return new TournamentRules(
                strict.seed(),
                6_000_00000000L,
                strict.slots(),
                strict.timeframes(),
                new CostSettings(1000, 1000, 100, 250, 600_000, Collections.emptySortedMap(), uncut),
                strict.watchtower(),
                strict.factory());
    }

    /** The same with another journal. */
    public ArenaOnDisk journal(UnaryOperator<JournalSettings> change) {
        journal = change.apply(journal);
        return this;
    }

    /** The same with a journal in small files of which those older than a day go as soon as nothing needs them. */
    public ArenaOnDisk pruned(Journal.Format format) {
        return journal(kept -> new JournalSettings(kept.directory(), format, kept.fsync(), 1 << 16, 1));
    }

    /** The same with other snapshots. */
    public ArenaOnDisk snapshots(UnaryOperator<SnapshotSettings> change) {
        snapshots = change.apply(snapshots);
        return this;
    }

    /** The data directory. */
    public Path directory() {
        return directory;
    }

    /** Starts the arena, or starts it again. */
    public Arena start(int lanes) throws InterruptedException {
        final EngineSettings settings =
                EngineSettings.defaults(journal).withLanes(lanes).withSnapshots(snapshots);
        final RunInfo run = new RunInfo(
                RunMode.LIVE,
                "test",
                0,
                rules.seed(),
                rules.slots(),
                rules.capitalUsdE8(),
                rules.timeframes(),
                rules.costs().digest(),
                "");
        return Arena.start(
                rules, settings, run, 0, new Arena.Ears(new Deaf(), new Deaf(), venue -> 0, UnaryOperator.identity()));
    }

    /** What a market plays, to be handed on piece by piece: warm-up of 300 bars, then {@code live} bars. */
    public static List<Consumer<FeedSink>> tape(long seed, int symbols, int live) {
        final List<Consumer<FeedSink>> tape = new ArrayList<>();
        new RandomMarket(seed, symbols)
                .play(
                        new FeedSink() {
                            @Override
                            public void onInstrument(Instrument instrument) {
                                tape.add(sink -> sink.onInstrument(instrument));
                            }

                            @Override
                            public void onFeedStatus(FeedStatus status) {
                                tape.add(sink -> sink.onFeedStatus(status));
                            }

                            @Override
                            public void onGap(Gap gap) {
                                tape.add(sink -> sink.onGap(gap));
                            }

                            @Override
                            public void onBar(Bar bar, long eventTimeMs) {
                                tape.add(sink -> sink.onBar(bar, eventTimeMs));
                            }

                            @Override
                            public void onQuote(Quote quote) {
                                tape.add(sink -> sink.onQuote(quote));
                            }
                        },
                        300,
                        live);
        return tape;
    }

    /** Feeds the part of the tape between two shares of it. */
    public static void feed(Arena arena, List<Consumer<FeedSink>> tape, double from, double to) {
        tape.subList((int) (from * tape.size()), (int) (to * tape.size()))
                .forEach(input -> input.accept(arena.sequencer()));
    }

    /** Plays the whole tape with {@code restarts} orderly stops in between. */
    public ArenaOnDisk play(List<Consumer<FeedSink>> tape, int restarts) throws InterruptedException {
        for (int i = 0; i <= restarts; i++) {
            try (Arena arena = start(1 + i % 2)) {
                feed(arena, tape, (double) i / (restarts + 1), (double) (i + 1) / (restarts + 1));
            }
        }
        return this;
    }

    /** Hears of everything and minds nothing but failures. */
    static final class Deaf implements PublicationMeters, ArenaRing.StageFailures {
        @Override
        public void onBar(Instrument instrument, ArenaEvent bar, long nanos) {}

        @Override
        public void onGap(Instrument instrument, Gap gap) {}

        @Override
        public void onFill(Outcome fill, boolean isCrowded) {}

        @Override
        public void onVerdict(Verdict verdict) {}

        @Override
        public void onQuarantine(Quarantine quarantine) {}

        @Override
        public void onSnapshot(ArenaSnapshot snapshot, int elitePoolSize, long trials) {}

        @Override
        public void onControlGroup(List<ControlCounts> counts) {}

        @Override
        public void onStageFailure(Throwable failure, long sequence, String event) {
            throw new AssertionError("stage failed on " + event + " " + sequence, failure);
        }

        @Override
        public void onJournalFailure(Throwable failure, long sequence) {
            throw new AssertionError("journal failed on " + sequence, failure);
        }
    }
}
