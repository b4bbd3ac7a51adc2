package crucible.bench;

import crucible.factory.BlueprintFactory;
import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.fill.LaneDesk;
import crucible.model.BarView;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.Genesis;
import crucible.model.Instrument;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.runtime.dsl.FoundingBlueprints;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.lane.AgentLane;
import crucible.runtime.lane.LifecycleThresholds;
import crucible.runtime.lane.MarkBoard;
import crucible.runtime.ring.FeatureStage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A lane of 1,000 agents with compiled blueprints on 20 instruments, without a ring: per agent and bar, the quote that
 * fills orders, the brackets, the books and the marks at the boundary included, the features not.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AgentStepJmh {
    private static final int AGENTS = 1_000;
    private static final int INSTRUMENTS = 20;
    private static final int HISTORY = 300;
    private static final int LIVE = 200;
    private static final long CAPITAL_USD_E8 = 50_000_00000000L;
    private static final long TAPE_MS = LIVE * Timeframe.M5.intervalMs();

    private final MarketTape tape = new MarketTape(42, INSTRUMENTS, HISTORY, LIVE);
    private final List<ArenaEvent> events = new ArrayList<>();
    private final ArenaEvent slot = new ArenaEvent();
    private final LaterBar laterBar = new LaterBar();
    private AgentLane lane;
    private MarkBoard board;
    private int at;
    private long laps;
    private long sequence;
    private long invocations;

    /** Births, instruments, history through the features, and the live bars with their features kept. */
    @Setup
    public void setUp() {
        board = new MarkBoard();
        final FeatureStage features = new FeatureStage(board);
        lane = new AgentLane(0, 1, new LaneDesk(CostSettings.DEFAULT), board, new LifecycleThresholds(1, 30, 3));
        final List<Blueprint> population = population();
        rare(features, EventKind.GENESIS, genesis());
        for (int id = 0; id < AGENTS; id++) {
            final Blueprint blueprint = population.get(id);
            rare(
                    features,
                    EventKind.BIRTH,
                    new Birth(id, id, blueprint, 1, 0, List.of(), Birth.Origin.FOUNDER, "benchmark", "benchmark"));
        }
        for (Instrument instrument : tape.instruments()) {
            rare(features, EventKind.INSTRUMENT, instrument);
        }
        for (int i = 0; i < tape.steps().length; i++) {
            record(features, tape.steps()[i], i >= HISTORY);
        }
    }

    /** Founders and their variations that trade 5m bars: all of them step at every bar. */
    private static List<Blueprint> population() {
        final String costs = CostSettings.DEFAULT.digest();
        final List<Blueprint> all = new BlueprintFactory(
                        FactorySettings.defaults(), FoundingBlueprints.all(costs), 7, costs)
                .foundingPopulation(2 * AGENTS);
        return all.stream()
                .filter(blueprint -> blueprint.scope().timeframe() == Timeframe.M5)
                .limit(AGENTS)
                .toList();
    }

    private static Genesis genesis() {
        return new Genesis(
                1, "benchmark", 7, CAPITAL_USD_E8, AGENTS, List.of(Timeframe.M5), CostSettings.DEFAULT.digest(), "{}");
    }

    private void rare(FeatureStage features, EventKind kind, Object payload) {
        slot.begin(kind, 0).place(sequence++, 0, 0).payload(payload);
        features.onEvent(slot);
        lane.onEvent(slot);
    }

    private void record(FeatureStage features, MarketTape.Step step, boolean keep) {
        if (keep) {
            for (crucible.model.Quote quote : step.quotes()) {
                events.add(
                        new ArenaEvent().begin(EventKind.QUOTE, quote.timeMs()).quote(quote));
            }
        }
        for (crucible.model.Bar bar : step.bars()) {
            if (bar.timeframe() == Timeframe.M5) {
                final ArenaEvent event =
                        new ArenaEvent().begin(EventKind.BAR, bar.closeTimeMs()).bar(bar, bar.provenance());
                features.onEvent(event);
                if (keep) {
                    events.add(event);
                }
            }
        }
        if (keep) {
            final long closeMs = step.bars()[0].closeTimeMs();
            events.add(new ArenaEvent()
                    .begin(EventKind.BOUNDARY, closeMs)
                    .boundary(closeMs, Timeframe.M5.bit(), 0, false));
        }
    }

    /** The next step of the tape; after its end it begins again, later by its length. */
    @Benchmark
    @OperationsPerInvocation(AGENTS * INSTRUMENTS)
    public long step() {
        for (int i = 0; i < 2 * INSTRUMENTS + 1; i++) {
            final ArenaEvent event = events.get(at++);
            if (laps > 0) {
                later(event);
            }
            event.place(sequence++, event.eventTimeMs(), 0);
            lane.onEvent(event);
        }
        if (at == events.size()) {
            at = 0;
            laps++;
        }
        invocations++;
        return sequence;
    }

    /** The same event one tape later; a bar's view of itself is read before it is overwritten. */
    private void later(ArenaEvent event) {
        event.begin(event.kind(), event.eventTimeMs() + TAPE_MS);
        switch (event.kind()) {
            case BAR -> event.bar(laterBar.of(event), event.provenance());
            case BOUNDARY -> event.boundary(event.boundaryTimeMs() + TAPE_MS, event.dueTimeframes(), 0, false);
            default -> {
                // a quote's time is the event's
            }
        }
    }

    /** A bar that opens one tape later. */
    private static final class LaterBar implements BarView {
        private ArenaEvent bar;

        LaterBar of(ArenaEvent event) {
            bar = event;
            return this;
        }

        @Override
        public int instrumentId() {
            return bar.instrumentId();
        }

        @Override
        public Timeframe timeframe() {
            return bar.timeframe();
        }

        @Override
        public long openTimeMs() {
            return bar.openTimeMs() + TAPE_MS;
        }

        @Override
        public double open() {
            return bar.open();
        }

        @Override
        public double high() {
            return bar.high();
        }

        @Override
        public double low() {
            return bar.low();
        }

        @Override
        public double close() {
            return bar.close();
        }

        @Override
        public double volumeBase() {
            return bar.volumeBase();
        }

        @Override
        public Provenance provenance() {
            return bar.provenance();
        }
    }

    /** Its own answer: every agent stepped on every bar, most have traded, and all books add up. */
    @TearDown
    public void check() {
        if (lane.agentSteps() != invocations * AGENTS * INSTRUMENTS) {
            throw new IllegalStateException(lane.agentSteps() + " steps in " + invocations + " invocations");
        }
        int trading = 0;
        for (int id = 0; id < AGENTS; id++) {
            trading += board.row(id).closedTrades() > 0 ? 1 : 0;
            if (board.row(id).bookErrorUsdE8() != 0) {
                throw new IllegalStateException("the books of agent " + id + " do not add up");
            }
        }
        if (2 * trading < AGENTS) {
            throw new IllegalStateException("only " + trading + " agents have traded");
        }
    }
}
