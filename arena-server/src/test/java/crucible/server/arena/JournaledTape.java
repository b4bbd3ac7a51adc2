package crucible.server.arena;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.fill.MarginSettings;
import crucible.model.FeedSink;
import crucible.model.Timeframe;
import crucible.model.UsdE8;
import crucible.runtime.lane.RiskLimits;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.Roster;
import crucible.runtime.ring.Sequencer;
import crucible.server.journal.ChronicleJournal;
import crucible.watchtower.WatchtowerSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A small tournament on a seeded random market, with its journal on disk. */
public final class JournaledTape {
    private final DigestLog digests;

    private JournaledTape(DigestLog digests) {
        this.digests = digests;
    }

    /** Plays {@code liveBars} boundaries of four instruments into a journal in {@code directory}. */
    public static JournaledTape write(Path directory, long seed, int liveBars) {
        return write(directory, seed, liveBars, rules(FactorySettings.defaults()), sink -> sink);
    }

    /** The same with a member of the control group beside each agent. */
    public static JournaledTape controlled(Path directory, long seed, int liveBars) {
        return write(directory, seed, liveBars, rules(FactorySettings.defaults().withPlacebos(1)), sink -> sink);
    }

    /** The same with perpetuals that are funded every two hours. */
    public static JournaledTape perpetual(Path directory, long seed, int liveBars) {
        return write(directory, seed, liveBars, rules(FactorySettings.defaults()), PerpetualSink::new);
    }

    /** The same at a leverage of 3, where agents may hold half of their equity. */
    public static JournaledTape leveraged(Path directory, long seed, int liveBars) {
        final MarginSettings usual = MarginSettings.DEFAULT;
        final CostSettings costs = CostSettings.DEFAULT.withMargins(
                new MarginSettings(usual.maintenancePpm(), usual.liquidationFeePpm(), 3, usual.byVenue()));
        final RiskLimits limits = new RiskLimits(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                0.5,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
        final TournamentRules rules = rules(costs, FactorySettings.defaults(), limits);
        return write(directory, seed, liveBars, rules, PerpetualSink::new);
    }

    private static TournamentRules rules(FactorySettings factory) {
        return rules(CostSettings.DEFAULT, factory, RiskLimits.NONE);
    }

    private static TournamentRules rules(CostSettings costs, FactorySettings factory, RiskLimits limits) {
        return new TournamentRules(
                42,
                200 * UsdE8.ONE_USD,
                10,
                List.of(Timeframe.M5, Timeframe.M15),
                costs,
                WatchtowerSettings.defaults(),
                factory,
                limits);
    }

    private static JournaledTape write(
            Path directory, long seed, int liveBars, TournamentRules rules, UnaryOperator<FeedSink> between) {
        final DigestLog digests = new DigestLog();
        final Tournament tournament = Tournament.of(rules, 1, digests);
        try (ChronicleJournal journal = ChronicleJournal.open(directory, ChronicleJournal.Fsync.NEVER)) {
            final Sequencer sequencer = new Sequencer(
                    new DirectSlots(tournament.core(), journal),
                    tournament.core().outbox(),
                    new Sequencer.SequencerSettings(rules.timeframes(), 10_000, 288, Long.MAX_VALUE),
                    () -> 0);
            sequencer.genesis(tournament.genesis("test"), RandomMarket.START_MS);
            tournament.founders().forEach(sequencer::birth);
            new RandomMarket(seed, 4).play(between.apply(sequencer), 300, liveBars);
            sequencer.close();
        }
        return new JournaledTape(digests);
    }

    /** How many agents have paid or received funding. */
    public long agentsWithFunding() {
        final Roster roster = digests.roster();
        return IntStream.range(0, roster.agents())
                .filter(id -> roster.row(id).isPresent() && roster.row(id).fundingUsdE8() != 0)
                .count();
    }

    /** The lowest id of a dead agent. */
    public int firstDead() {
        final Roster roster = digests.roster();
        for (int id = 0; id < roster.agents(); id++) {
            if (roster.row(id).state().isDead()) {
                return id;
            }
        }
        throw new AssertionError("nobody died on this tape");
    }
}
