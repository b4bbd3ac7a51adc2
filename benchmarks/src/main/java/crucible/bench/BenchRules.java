package crucible.bench;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.Timeframe;
import crucible.server.arena.TournamentRules;
import crucible.watchtower.WatchtowerSettings;
import java.util.List;
import java.util.OptionalDouble;

/** The tournaments that benchmarks play. */
final class BenchRules {
    private static final long SEED = 7;
    private static final long CAPITAL_USD_E8 = 200_00000000L;

    private BenchRules() {}

    /** The server's own rules. */
    static TournamentRules asByDefault(int agents) {
        return rules(agents, WatchtowerSettings.defaults());
    }

    /** The rules that end agents are off, so that their number stays; marks, moments and looks at PSR go on. */
    static TournamentRules nobodyDies(int agents) {
        final WatchtowerSettings strict = WatchtowerSettings.defaults();
        return rules(
                agents,
                new WatchtowerSettings(
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        strict.minTrades(),
                        strict.minDays(),
                        false,
                        false,
                        strict.decayLooks(),
                        strict.decayConfidence(),
                        strict.promotion(),
                        strict.promoteConfidence(),
                        OptionalDouble.empty()));
    }

    private static TournamentRules rules(int agents, WatchtowerSettings watchtower) {
        return new TournamentRules(
                SEED,
                CAPITAL_USD_E8,
                agents,
                List.of(Timeframe.M5, Timeframe.M15),
                CostSettings.DEFAULT,
                watchtower,
                FactorySettings.defaults());
    }
}
