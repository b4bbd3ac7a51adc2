package crucible.factory.trial;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.fill.CostSettings;
import crucible.fill.volatility.FitSchedule;
import crucible.model.AgentCommand;
import crucible.model.Bar;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.Gap;
import crucible.model.Genesis;
import crucible.model.Instrument;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Side;
import crucible.model.Timeframe;
import crucible.model.UsdE8;
import crucible.runtime.dsl.FoundingBlueprints;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventCodec;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.ModeChange;
import crucible.runtime.event.Quarantine;
import crucible.runtime.lane.AgentRow;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaCore;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.Roster;
import crucible.runtime.ring.Sequencer;
import crucible.watchtower.WatchtowerSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents of a recorded arena once more, alone: they do what they did among the others. */
class RecordedTrialTest {
    private static final String COSTS = CostSettings.DEFAULT.digest();
    private static final int BARS = 1_200;
    private static final int FOUNDERS = 10;
    private static final int AGENTS = FOUNDERS + 2;
    private static final long GRACE_MS = 10_000;
    private static final List<Timeframe> TIMEFRAMES = List.of(Timeframe.M5);

    private static final List<byte[]> EVENTS = new ArrayList<>();
    private static final Deeds DEEDS = new Deeds(id -> id);

    /** What agents did, in order, as text. */
    private static final class Deeds implements ArenaListener {
        private final IntUnaryOperator idOf;
        private final Map<Integer, List<String>> byAgent = new TreeMap<>();
        private final List<String> boundaries = new ArrayList<>();

        Deeds(IntUnaryOperator idOf) {
            this.idOf = idOf;
        }

        List<String> of(int agentId) {
            return byAgent.computeIfAbsent(agentId, absent -> new ArrayList<>());
        }

        @Override
        public void onOutcome(Outcome outcome) {
            final String order = outcome.orderId() + " " + outcome.timeMs() + " ";
            of(idOf.applyAsInt(outcome.agentId()))
                    .add(
                            outcome.end() != null
                                    ? order + outcome.end() + " " + outcome.needed() + " " + outcome.have()
                                    : order + outcome.side() + " " + outcome.decidedTimeMs() + " "
                                            + outcome.touchTicks() + " " + outcome.quantityLots() + " "
                                            + outcome.tradeNetUsdE8());
        }

        @Override
        public void onBoundary(ArenaEvent boundary, Roster roster) {
            boundaries.add(boundary.boundaryTimeMs() + " " + boundary.dueTimeframes() + " " + boundary.missingBars());
            for (int id = 0; id < roster.agents(); id++) {
                final AgentRow row = roster.row(id);
                of(idOf.applyAsInt(id))
                        .add(row.state() + " " + row.equityUsdE8() + " " + row.cashUsdE8() + " "
                                + row.ordersSubmitted());
            }
        }
    }

    private static FitSchedule fits() {
        return new FitSchedule(settings().costs().market().volatility());
    }

    @BeforeAll
    static void recordAnArena() {
        final TrialArena arena = new TrialArena(2, settings(), TIMEFRAMES, GRACE_MS, fits(), new ArenaListener() {
            private final EventCodec codec = new EventCodec();

            @Override
            public void onEvent(ArenaEvent event) {
                final ByteBuffer out = ByteBuffer.allocate(1 << 16);
                codec.write(event, out);
                final byte[] written = new byte[out.flip().remaining()];
                out.get(written);
                EVENTS.add(written);
            }

            @Override
            public void onOutcome(Outcome outcome) {
                DEEDS.onOutcome(outcome);
            }

            @Override
            public void onBoundary(ArenaEvent boundary, Roster roster) {
                DEEDS.onBoundary(boundary, roster);
            }
        });
        play(arena);
    }

    private static TrialSettings settings() {
        return new TrialSettings(
                200 * UsdE8.ONE_USD,
                CostSettings.DEFAULT,
                TrialSettings.DEFAULT_HALF_SPREAD_PPM,
                WatchtowerSettings.defaults());
    }

    private static void play(TrialArena arena) {
        final Random random = new Random(11);
        final List<List<Bar>> tapes = List.of(TrialWalk.bars(3, 0, BARS), TrialWalk.bars(3, 1, BARS));
        Sequencer sequencer = arena.sequencer();
        sequencer.genesis(new Genesis(1, "test", 0, 200 * UsdE8.ONE_USD, FOUNDERS, TIMEFRAMES, COSTS, "none"), 7);
        final List<Blueprint> founders = FoundingBlueprints.all(COSTS);
        for (int id = 0; id < FOUNDERS; id++) {
            sequencer.birth(birth(id, founders.get(id)));
        }
        TrialWalk.instruments(2).forEach(sequencer::onInstrument);
        for (int i = 0; i < BARS; i++) {
            final long openMs = TrialWalk.START_MS + i * TrialWalk.M5_MS;
            sequencer = interfere(arena, sequencer, i);
            for (int id = 0; id < 2; id++) {
                final Bar bar = tapes.get(id).get(i);
                quote(sequencer, bar, openMs + 1_000 + 40 * id, random.nextInt(5));
            }
            if (i % 50 == 20) {
                sequencer.tick(openMs + 200_000, 1_000);
            }
            for (int id = 0; id < 2; id++) {
                final Bar bar = tapes.get(id).get(i);
                if (id == 1 && i % 97 == 60) {
                    sequencer.onGap(new Gap(1, Timeframe.M5, openMs, openMs, "lost"));
                } else if (id == 1 && i % 61 == 30) {
                    continue;
                } else {
                    sequencer.onBar(i < 300 ? bar.withProvenance(Provenance.OFFLINE) : bar, bar.closeTimeMs() + 9);
                }
            }
        }
        sequencer.close();
    }

    private static Sequencer interfere(TrialArena arena, Sequencer sequencer, int step) {
        switch (step) {
            case 400 -> sequencer.birth(birth(FOUNDERS, TrialWalk.belowAverage(COSTS)));
            case 500 -> sequencer.command(command(AgentCommand.Kind.PAUSE, 3));
            case 560 -> sequencer.command(command(AgentCommand.Kind.RESUME, 3));
            case 570 -> sequencer.mode(new ModeChange(ModeChange.Cause.DISK, true, "a test"));
            case 640 -> sequencer.mode(new ModeChange(ModeChange.Cause.DISK, false, "a test"));
            case 600 -> {
                sequencer.close();
                return arena.nextSequencer();
            }
            case 700 -> sequencer.birth(birth(FOUNDERS + 1, TrialWalk.belowAverage(COSTS)));
            case 800 -> sequencer.command(command(AgentCommand.Kind.KILL, 1));
            case 900 -> sequencer.quarantine(new Quarantine(4, "a test"));
            case 850 -> sequencer.command(command(AgentCommand.Kind.PROMOTE, 2));
            default -> {
                return sequencer;
            }
        }
        return sequencer;
    }

    private static Birth birth(int id, Blueprint blueprint) {
        return new Birth(id, id, blueprint, id, 0, List.of(), Birth.Origin.FOUNDER, "test", "a test");
    }

    private static AgentCommand command(AgentCommand.Kind kind, int agentId) {
        return new AgentCommand(kind + "-" + agentId, kind, agentId, "me", "a test", "", "");
    }

    private static void quote(Sequencer sequencer, Bar bar, long timeMs, int spread) {
        final Instrument instrument = TrialWalk.instrument(bar.instrumentId());
        final long bid = instrument.priceTicks(bar.open(), Side.SELL);
        sequencer.onQuote(new Quote(bar.instrumentId(), timeMs, bid, bid + 1 + spread, 1, 1));
    }

    private static Deeds again(Collection<Integer> chosen, UnaryOperator<ArenaEvent> altered) {
        final RecordedTrial[] trial = new RecordedTrial[1];
        final Deeds deeds = new Deeds(own -> trial[0].agentId(own));
        trial[0] = new RecordedTrial(settings(), TIMEFRAMES, GRACE_MS, chosen, deeds);
        final ArenaEvent event = new ArenaEvent();
        final EventCodec codec = new EventCodec();
        for (byte[] recorded : EVENTS) {
            codec.read(ByteBuffer.wrap(recorded), event);
            trial[0].next(altered.apply(event));
        }
        return deeds;
    }

    /** Names the first deed that differs, not thousands. */
    private static void expectSame(int agentId, List<String> deeds, List<String> expected) {
        for (int i = 0; i < Math.min(deeds.size(), expected.size()); i++) {
            assertThat(deeds.get(i)).as("deed %d of agent %d", i, agentId).isEqualTo(expected.get(i));
        }
        assertThat(deeds.size()).as("number of deeds of agent %d", agentId).isEqualTo(expected.size());
    }

    @Test
    void theRecordedArenaHadEverythingThatMatters() {
        final Map<EventKind, Integer> kinds = new HashMap<>();
        final ArenaEvent event = new ArenaEvent();
        for (byte[] recorded : EVENTS) {
            new EventCodec().read(ByteBuffer.wrap(recorded), event);
            kinds.merge(event.kind(), 1, Integer::sum);
        }
        assertThat(kinds)
                .containsKeys(
                        EventKind.VERDICT,
                        EventKind.GAP,
                        EventKind.TICK,
                        EventKind.COMMAND,
                        EventKind.MODE,
                        EventKind.QUARANTINE);
        final long trading = DEEDS.byAgent.values().stream()
                .filter(deeds -> deeds.stream().anyMatch(deed -> deed.contains(" SELL ")))
                .count();
        assertThat(trading).as("agents with fills").isGreaterThanOrEqualTo(8);
    }

    @Test
    void allAgentsEachOnALaneOfItsOwnDoWhatTheyDid() {
        final Deeds all = again(IntStream.range(0, AGENTS).boxed().toList(), event -> event);
        assertThat(all.boundaries).isEqualTo(DEEDS.boundaries);
        for (int id = 0; id < AGENTS; id++) {
            expectSame(id, all.of(id), DEEDS.of(id));
        }
    }

    /** The two that are born later read features that others had asked for before. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, FOUNDERS, FOUNDERS + 1})
    void anAgentAloneDoesWhatItDidAmongTheOthers(int agentId) {
        final Deeds alone = again(List.of(agentId), event -> event);
        expectSame(agentId, alone.of(agentId), DEEDS.of(agentId));
        assertThat(alone.byAgent.keySet()).containsOnly(agentId);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fromTheMiddleOnItGoesOnAsItDid(boolean featuresFromBars) {
        final ArenaCore live = new TrialArena(3, settings(), TIMEFRAMES, GRACE_MS, fits(), ArenaListener.NONE).core();
        final RecordedTrial[] trial = new RecordedTrial[1];
        final Deeds deeds = new Deeds(own -> trial[0].agentId(own));
        final List<Integer> chosen = List.of(0, 2, 4, 5, FOUNDERS, FOUNDERS + 1);
        trial[0] = new RecordedTrial(settings(), TIMEFRAMES, GRACE_MS, chosen, deeds);
        final ArenaEvent event = new ArenaEvent();
        int boundaries = 0;
        for (byte[] recorded : EVENTS) {
            new EventCodec().read(ByteBuffer.wrap(recorded), event);
            if (boundaries >= 650) {
                trial[0].next(event);
                continue;
            }
            live.replay(event);
            if (featuresFromBars) {
                trial[0].before(event);
            }
            boundaries += event.kind() == EventKind.BOUNDARY ? 1 : 0;
            if (boundaries == 650) {
                if (!featuresFromBars) {
                    trial[0].featuresOf(live);
                }
                trial[0].begin(live);
            }
        }
        assertThat(deeds.boundaries).isEqualTo(DEEDS.boundaries.subList(650, DEEDS.boundaries.size()));
        for (int id : chosen) {
            final List<String> whole = DEEDS.of(id);
            final List<String> tail = deeds.of(id);
            assertThat(tail.size()).as("number of deeds of agent %d", id).isGreaterThan(BARS / 3);
            expectSame(id, tail, whole.subList(whole.size() - tail.size(), whole.size()));
        }
    }

    @Test
    void anotherQuoteIsNoticed() {
        final Deeds other = again(List.of(FOUNDERS), event -> {
            if (event.kind() == EventKind.QUOTE && event.sequence() > EVENTS.size() / 2) {
                event.quote(new Quote(
                        event.instrumentId(), event.eventTimeMs(), event.bidTicks() - 1, event.askTicks() + 1, 1, 1));
            }
            return event;
        });
        assertThat(other.of(FOUNDERS).equals(DEEDS.of(FOUNDERS))).isFalse();
    }
}
