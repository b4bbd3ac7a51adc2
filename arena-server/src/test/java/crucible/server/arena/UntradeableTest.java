package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.AgentState;
import crucible.model.Bar;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Timeframe;
import crucible.model.TradingRules;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.lane.AgentRow;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.EventStage;
import crucible.runtime.ring.Roster;
import crucible.runtime.ring.Sequencer;
import crucible.watchtower.WatchtowerSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An agent that cannot pay for the smallest order of any instrument says so, and trades again when it can. */
class UntradeableTest {
    private static final long T0 = 1_735_689_600_000L;
    private static final long M5 = Timeframe.M5.intervalMs();

    private final Watching watching = new Watching();
    private final Sequencer sequencer = arena(1, watching);
    private int bars;

    /** Sees agent 0 as of the last boundary. */
    private static final class Watching implements ArenaListener {
        private final List<String> digests = new ArrayList<>();
        private AgentState state;
        private int cheapest;
        private long needUsdE8;
        private long haveUsdE8;
        private int instruments;

        @Override
        public void onEvent(ArenaEvent event) {
            instruments += event.kind() == EventKind.INSTRUMENT ? 1 : 0;
        }

        @Override
        public void onBoundary(ArenaEvent boundary, Roster roster) {
            final AgentRow row = roster.row(0);
            state = row.state();
            cheapest = row.cheapestInstrument();
            needUsdE8 = row.needUsdE8();
            haveUsdE8 = row.haveUsdE8();
        }

        @Override
        public void onDigest(long sequence, long boundaryTimeMs, String stateDigest) {
            digests.add(stateDigest);
        }
    }

    private static Sequencer arena(int lanes, Watching watching) {
        final TournamentRules rules = new TournamentRules(
                42,
                200_00000000L,
                10,
                List.of(Timeframe.M5),
                CostSettings.DEFAULT,
                WatchtowerSettings.defaults(),
                FactorySettings.defaults());
        final Tournament tournament = Tournament.of(rules, lanes, watching);
        final Sequencer sequencer = new Sequencer(
                new DirectSlots(tournament.core(), EventStage.NONE),
                tournament.core().outbox(),
                new Sequencer.SequencerSettings(rules.timeframes(), 10_000, 1, Long.MAX_VALUE),
                () -> 0);
        sequencer.genesis(tournament.genesis("test"), T0);
        tournament.founders().forEach(sequencer::birth);
        return sequencer;
    }

    private static Instrument instrument(int id, String minNotionalUsd, String minQuantity) {
        return new Instrument(
                id,
                "binance-spot",
                id == 0 ? "BTCUSDT" : "ETHUSDT",
                id == 0 ? "BTC" : "ETH",
                "USDT",
                InstrumentKind.SPOT,
                new TradingRules(
                        new BigDecimal("0.01"),
                        new BigDecimal("0.00001"),
                        new BigDecimal(minQuantity),
                        new BigDecimal(minNotionalUsd),
                        T0));
    }

    private void bar(Sequencer arena) {
        final long openMs = T0 + bars * M5;
        for (int id = 0; id < 2; id++) {
            arena.onQuote(new Quote(id, openMs + M5 - 1, 9_999, 10_000, 5, 5));
        }
        for (int id = 0; id < 2; id++) {
            arena.onBar(new Bar(id, Timeframe.M5, openMs, 100, 101, 99, 100, 7, Provenance.LIVE), openMs + M5 + id);
        }
        bars++;
    }

    @Test
    void whoCannotPayForAnyInstrumentIsShownWithTheNumbers() {
        sequencer.onInstrument(instrument(0, "500", "0"));
        sequencer.onInstrument(instrument(1, "5", "3"));
        bar(sequencer);
        assertThat(watching.state).isEqualTo(AgentState.UNTRADEABLE);
        assertThat(watching.cheapest).isEqualTo(1);
        // Three at 100 and a fee of ten basis points.
        assertThat(watching.needUsdE8).isEqualTo(300_30000000L);
        assertThat(watching.haveUsdE8).isBetween(1L, 200_00000000L);
    }

    @Test
    void changedRulesLetItGoOn() {
        sequencer.onInstrument(instrument(0, "500", "0"));
        sequencer.onInstrument(instrument(1, "500", "0"));
        bar(sequencer);
        assertThat(watching.state).isEqualTo(AgentState.UNTRADEABLE);
        sequencer.onInstrument(instrument(1, "5", "0"));
        bar(sequencer);
        assertThat(watching.state).isEqualTo(AgentState.WARMING);
        sequencer.onInstrument(instrument(1, "600", "0"));
        bar(sequencer);
        assertThat(watching.state).isEqualTo(AgentState.UNTRADEABLE);
        assertThat(watching.cheapest).isZero();
    }

    @Test
    void rulesThatSayTheSameAreNoEvent() {
        sequencer.onInstrument(instrument(0, "5", "0"));
        sequencer.onInstrument(instrument(0, "5.0", "0.000"));
        assertThat(watching.instruments).isEqualTo(1);
        sequencer.onInstrument(instrument(0, "6", "0"));
        assertThat(watching.instruments).isEqualTo(2);
    }

    @Test
    void theDigestDoesNotDependOnTheNumberOfLanes() {
        final Watching others = new Watching();
        final Sequencer four = arena(4, others);
        for (Sequencer arena : List.of(sequencer, four)) {
            bars = 0;
            arena.onInstrument(instrument(0, "500", "0"));
            arena.onInstrument(instrument(1, "500", "0"));
            bar(arena);
            bar(arena);
            arena.onInstrument(instrument(1, "5", "0"));
            bar(arena);
        }
        assertThat(others.digests).hasSize(3).isEqualTo(watching.digests);
    }
}
