package crucible.server.arena;

import crucible.factory.BlueprintFactory;
import crucible.fill.LaneDesk;
import crucible.fill.volatility.FitSchedule;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.Draw;
import crucible.model.Genesis;
import crucible.runtime.dsl.FoundingBlueprints;
import crucible.runtime.event.EventCodec;
import crucible.runtime.ring.ArenaCore;
import crucible.runtime.ring.ArenaListener;
import crucible.watchtower.Watchtower;
import java.util.ArrayList;
import java.util.List;

/**
 * One tournament as a pure function of its events: the stages under its rules. The live arena, a replay and every test
 * make it here, so they cannot drift apart.
 */
public final class Tournament {
    private final TournamentRules rules;
    private final Watchtower watchtower;
    private final BlueprintFactory factory;
    private final FitSchedule fits;
    private final ArenaCore core;

    private Tournament(TournamentRules rules, int lanes, ArenaListener listener) {
        this.rules = rules;
        final String costDigest = rules.costs().digest();
        this.watchtower = new Watchtower(rules.watchtower(), rules.capitalUsdE8());
        this.factory =
                new BlueprintFactory(rules.factory(), FoundingBlueprints.all(costDigest), rules.seed(), costDigest);
        this.fits = new FitSchedule(rules.costs().market().volatility());
        this.core = new ArenaCore(
                lanes, () -> new LaneDesk(rules.costs()), rules.thresholds(), watchtower, factory, fits, listener);
    }

    /**
     * The stages of a tournament under {@code rules}, on {@code lanes} lanes; the result does not depend on their
     * number.
     */
    public static Tournament of(TournamentRules rules, int lanes, ArenaListener listener) {
        return new Tournament(rules, lanes, listener);
    }

    /** Its rules. */
    public TournamentRules rules() {
        return rules;
    }

    /** Its stages. */
    public ArenaCore core() {
        return core;
    }

    /** Its judge; arbiter's thread only. */
    public Watchtower watchtower() {
        return watchtower;
    }

    /** Its factory; arbiter's thread only. */
    public BlueprintFactory factory() {
        return factory;
    }

    /** The fits of the instruments' volatility; arbiter's thread only. */
    public FitSchedule fits() {
        return fits;
    }

    /** The first event of its journal. */
    public Genesis genesis(String codeVersion) {
        return new Genesis(
                EventCodec.VERSION,
                codeVersion,
                rules.seed(),
                rules.capitalUsdE8(),
                rules.slots(),
                rules.timeframes(),
                rules.costs().digest(),
                rules.toJson());
    }

    /** The births that fill the slots at the beginning: the founding blueprints, then variations of them. */
    public List<Birth> founders() {
        final List<Blueprint> blueprints = factory.foundingPopulation(rules.slots());
        final List<Birth> births = new ArrayList<>();
        for (int slot = 0; slot < blueprints.size(); slot++) {
            births.add(new Birth(
                    slot,
                    slot,
                    blueprints.get(slot),
                    Draw.bits(rules.seed(), "founder", slot, 0, 0),
                    0,
                    List.of(),
                    Birth.Origin.FOUNDER,
                    "genesis",
                    "a founder of the tournament"));
        }
        return births;
    }
}
