package crucible.server.parity;

import crucible.model.Instrument;
import crucible.model.Operand;
import crucible.model.Timeframe;
import crucible.runtime.dsl.FeatureRefs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * All differences of a run, each traced back to the earliest one that explains it: what an agent does otherwise comes from
 * the costs, an altered input, or a feature, where one of these differed before. One thread.
 */
final class Findings {
    /** Differences beyond these are counted, but not told one by one. */
    private static final int MOST_TOLD = 200;

    private final List<Difference> told = new ArrayList<>();
    private final Map<Cause, Long> counts = new EnumMap<>(Cause.class);
    private final List<Input> firstInputs = new ArrayList<>();
    private final Set<FeatureOf> features = new HashSet<>();
    private boolean costsDiffer;

    /** An altered input; {@code instrumentId} is −1 where it is no instrument's. */
    private record Input(long sequence, int instrumentId, Cause cause) {}

    /** Feature values on one instrument's bars. */
    private record FeatureOf(int instrumentId, Timeframe timeframe, Operand.FeatureRef feature) {}

    /** Differences by cause. */
    Map<Cause, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /** The first of them, in the order in which they were found. */
    List<Difference> told() {
        return List.copyOf(told);
    }

    private void add(Difference difference) {
        counts.merge(difference.cause(), 1L, Long::sum);
        if (told.size() < MOST_TOLD) {
            told.add(difference);
        }
    }

    /** Something that is no agent's and comes from nothing else. */
    void add(Cause cause, long sequence, long timeMs, String live, String backtest) {
        costsDiffer |= cause == Cause.DIFFERENT_COSTS;
        add(new Difference(cause, cause, OptionalInt.empty(), sequence, timeMs, live, backtest));
    }

    /** What the lake holds at {@code sequence} is not what the arena was fed. */
    void addInput(Cause cause, int instrumentId, long sequence, long timeMs, String live, String lake) {
        if (firstInputs.stream().noneMatch(input -> input.instrumentId == instrumentId)) {
            firstInputs.add(new Input(sequence, instrumentId, cause));
        }
        add(cause, sequence, timeMs, live, lake);
    }

    /** A boundary lies elsewhere, or another one does; told only where no altered input explains it. */
    void addBoundary(long sequence, long timeMs, String live, String backtest) {
        if (firstInputs.isEmpty()) {
            add(Cause.DIFFERENT_BOUNDARY, sequence, timeMs, live, backtest);
        }
    }

    /** A feature differs; told once for each, and only where no altered input of its instrument explains it. */
    void addFeature(
            int instrumentId,
            Timeframe timeframe,
            Operand.FeatureRef feature,
            long sequence,
            long timeMs,
            double live,
            double backtest) {
        final boolean explained = firstInputs.stream().anyMatch(input -> input.instrumentId == instrumentId);
        if (features.add(new FeatureOf(instrumentId, timeframe, feature)) && !explained) {
            final String name = feature + " of instrument " + instrumentId + " on " + timeframe.label() + " bars ";
            add(Cause.DIFFERENT_FEATURE, sequence, timeMs, name + live, name + backtest);
        }
    }

    /**
     * An agent does otherwise, or something becomes of it otherwise.
     *
     * @param agent who it is
     * @param instruments rules by instrument id, null for one that is not known
     */
    void addAgent(
            ComparedAgent agent,
            Cause shows,
            long sequence,
            long timeMs,
            String live,
            String backtest,
            IntFunction<Instrument> instruments) {
        final Cause cause = costsDiffer
                ? Cause.DIFFERENT_COSTS
                : inputOf(agent, instruments)
                        .or(() -> featureOf(agent))
                        .or(() -> firstInputs.stream().findFirst().map(Input::cause))
                        .orElse(shows);
        add(new Difference(cause, shows, OptionalInt.of(agent.id()), sequence, timeMs, live, backtest));
    }

    private Optional<Cause> inputOf(ComparedAgent agent, IntFunction<Instrument> instruments) {
        return firstInputs.stream()
                .filter(input -> {
                    final Instrument instrument = input.instrumentId < 0 ? null : instruments.apply(input.instrumentId);
                    return instrument != null && agent.blueprint().scope().includes(instrument.symbol());
                })
                .findFirst()
                .map(Input::cause);
    }

    private Optional<Cause> featureOf(ComparedAgent agent) {
        final Timeframe timeframe = agent.blueprint().scope().timeframe();
        final Set<Operand.FeatureRef> read = new HashSet<>(FeatureRefs.of(agent.blueprint()));
        return features.stream().anyMatch(found -> found.timeframe == timeframe && read.contains(found.feature))
                ? Optional.of(Cause.DIFFERENT_FEATURE)
                : Optional.empty();
    }

    /** Whether the replay is what the running arena did, as far as anything tells. */
    boolean trustsReplay() {
        return !counts.containsKey(Cause.DIFFERENT_JOURNAL) && !counts.containsKey(Cause.DIFFERENT_RECORD);
    }

    /** Adds what {@code other} found of agents; what it found of inputs and features is known here already. */
    void addAgentsOf(Findings other) {
        other.told.stream()
                .filter(difference -> difference.agentId().isPresent())
                .forEach(this::add);
    }
}
