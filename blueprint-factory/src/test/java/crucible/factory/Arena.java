package crucible.factory;

import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.DeathCause;
import crucible.model.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A factory with slots around it: founders are born into them, verdicts free them, what is bred is born. */
final class Arena {
    static final long BOUNDARY_MS = 300_000;

    final BlueprintFactory factory;
    final List<Birth> born = new ArrayList<>();
    private long boundaryTimeMs;

    Arena(FactorySettings settings, List<Blueprint> founders, long seed) {
        factory = new BlueprintFactory(settings, founders, seed, SampleBlueprints.COSTS);
        founders.forEach(founder -> bear(new Birth(
                0, born.size(), founder, born.size(), 0, List.of(), Birth.Origin.FOUNDER, "arena", "founder")));
    }

    private Arena(BlueprintFactory factory) {
        this.factory = factory;
    }

    /** The same slots around another factory. */
    Arena with(BlueprintFactory other) {
        final Arena copy = new Arena(other);
        copy.born.addAll(born);
        copy.boundaryTimeMs = boundaryTimeMs;
        return copy;
    }

    static Arena of(long seed) {
        return new Arena(FactorySettings.defaults(), SampleBlueprints.all(), seed);
    }

    /** Gives the next agent id, as the sequencer does. */
    Birth bear(Birth asked) {
        final Birth birth = new Birth(
                born.size(),
                asked.slot(),
                asked.blueprint(),
                asked.seed(),
                asked.generation(),
                asked.parents(),
                asked.origin(),
                asked.actor(),
                asked.reason());
        born.add(birth);
        factory.onBirth(birth);
        return birth;
    }

    void dies(int agentId, double score, int freedSlot) {
        factory.onVerdict(verdict(agentId, DeathCause.DECAY, Verdict.Authority.RULE), score, freedSlot);
    }

    void isPromoted(int agentId, double score, int freedSlot, Verdict.Authority authority) {
        factory.onVerdict(verdict(agentId, null, authority), score, freedSlot);
    }

    private Verdict verdict(int agentId, DeathCause cause, Verdict.Authority authority) {
        final Verdict.Kind kind = cause == null ? Verdict.Kind.PROMOTE : Verdict.Kind.TERMINATE;
        return new Verdict(agentId, kind, cause, authority, boundaryTimeMs, "test", 0, 0, List.of(), "");
    }

    /** Ends a boundary; what the factory asks for is born. */
    List<Birth> next() {
        boundaryTimeMs += BOUNDARY_MS;
        final RecordingRequests requests = new RecordingRequests();
        factory.endBoundary(boundaryTimeMs, requests);
        return requests.births.stream().map(this::bear).toList();
    }
}
