package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Bar;
import crucible.model.ExitReason;
import crucible.model.FillInputs;
import crucible.model.FillView;
import crucible.model.Provenance;
import crucible.model.Side;
import crucible.model.SnapshotReader;
import crucible.model.SnapshotWriter;
import crucible.model.Timeframe;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.EventStage;
import crucible.runtime.ring.Roster;
import crucible.runtime.ring.Sequencer;
import crucible.server.view.EventFeed;
import crucible.server.view.FillExplanation;
import crucible.server.view.InstrumentView;
import crucible.server.view.RunInfo;
import crucible.server.view.RunMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What all agents together had of a bar's volume, though each is judged as if alone. */
class VolumeUseTest {
    private static final long OPEN_MS = 1_800_000_000_000L - 1_800_000_000_000L % 900_000;
    private static final long M5_MS = Timeframe.M5.intervalMs();

    private final VolumeUse use = new VolumeUse();

    private record Filled(long timeMs, long quoteTimeMs, FillInputs inputs) implements FillView {
        static Filled fromBar(long closeTimeMs) {
            return new Filled(closeTimeMs, closeTimeMs - 40_000, new FillInputs());
        }

        static Filled atQuote(long timeMs) {
            return new Filled(timeMs, timeMs, new FillInputs().latency(250));
        }

        @Override
        public int agentId() {
            return 0;
        }

        @Override
        public long orderId() {
            return 1;
        }

        @Override
        public int instrumentId() {
            return 0;
        }

        @Override
        public Side side() {
            return Side.BUY;
        }

        @Override
        public boolean entry() {
            return true;
        }

        @Override
        public ExitReason exitReason() {
            return null;
        }

        @Override
        public long touchTicks() {
            return 1;
        }

        @Override
        public long quantityLots() {
            return 1;
        }

        @Override
        public long notionalUsdE8() {
            return 1;
        }

        @Override
        public long slippageUsdE8() {
            return 0;
        }

        @Override
        public long feeUsdE8() {
            return 0;
        }

        @Override
        public long realisedUsdE8() {
            return 0;
        }

        @Override
        public long decidedTimeMs() {
            return timeMs;
        }

        @Override
        public long bidTicks() {
            return 1;
        }

        @Override
        public long askTicks() {
            return 2;
        }

        @Override
        public long positionLotsAfter() {
            return 1;
        }

        @Override
        public long tradeNetUsdE8() {
            return 0;
        }

        @Override
        public long tradeGrossUsdE8() {
            return 0;
        }
    }

    private void bar(Timeframe timeframe, long openTimeMs, double volumeBase) {
        use.onBar(new Bar(0, timeframe, openTimeMs, 10, 11, 9, 10, volumeBase, Provenance.LIVE));
    }

    private boolean isCrowded(Filled fill, double quantityBase, Timeframe timeframe) {
        use.onFill(fill, quantityBase, timeframe);
        return use.isCrowded();
    }

    private OptionalDouble ratio(Timeframe timeframe) {
        use.endBoundary();
        return use.of(0).stream()
                .filter(share -> share.timeframe() == timeframe)
                .findFirst()
                .orElseThrow()
                .ratio();
    }

    @Test
    void twoAgentsWithSixtyPercentEachOveruseABarAndTheSecondIsCrowded() {
        bar(Timeframe.M5, OPEN_MS, 100);
        assertThat(isCrowded(Filled.fromBar(OPEN_MS + M5_MS), 60, Timeframe.M5)).isFalse();
        assertThat(isCrowded(Filled.fromBar(OPEN_MS + M5_MS), 60, Timeframe.M5)).isTrue();
        assertThat(ratio(Timeframe.M5)).hasValue(1.2);
        assertThat(use.of(0)).hasSize(1).first().satisfies(share -> {
            assertThat(share.openTimeMs()).isEqualTo(OPEN_MS);
            assertThat(share.filledBase()).isEqualTo(120);
        });
    }

    @Test
    void allOfABarIsNotTooMuch() {
        bar(Timeframe.M5, OPEN_MS, 100);
        assertThat(isCrowded(Filled.fromBar(OPEN_MS + M5_MS), 50, Timeframe.M5)).isFalse();
        assertThat(isCrowded(Filled.fromBar(OPEN_MS + M5_MS), 50, Timeframe.M5)).isFalse();
        assertThat(ratio(Timeframe.M5)).hasValue(1);
    }

    @Test
    void aQuotesFillCountsInItsOwnBarAndIsHeldAgainstTheBarBeforeWhileThatIsNotKnown() {
        bar(Timeframe.M5, OPEN_MS, 100);
        final long nextMs = OPEN_MS + M5_MS;
        assertThat(isCrowded(Filled.atQuote(nextMs), 90, Timeframe.M5)).isFalse();
        assertThat(ratio(Timeframe.M5)).hasValue(0);
        assertThat(isCrowded(Filled.atQuote(nextMs + 1_000), 20, Timeframe.M5)).isTrue();
        bar(Timeframe.M5, nextMs, 200);
        assertThat(isCrowded(Filled.atQuote(nextMs + 2_000), 20, Timeframe.M5)).isFalse();
        assertThat(ratio(Timeframe.M5)).hasValue(0.65);
    }

    @Test
    void aFillCountsInTheLongerBarAroundItAndOnlyAtAQuoteInShorterOnes() {
        bar(Timeframe.M5, OPEN_MS + 2 * M5_MS, 10);
        bar(Timeframe.M15, OPEN_MS, 100);
        use.onFill(Filled.fromBar(OPEN_MS + 3 * M5_MS), 2, Timeframe.M5);
        use.onFill(Filled.atQuote(OPEN_MS + 2 * M5_MS + 1), 4, Timeframe.M15);
        use.onFill(Filled.fromBar(OPEN_MS + 3 * M5_MS), 30, Timeframe.M15);
        assertThat(ratio(Timeframe.M5)).hasValue(0.6);
        assertThat(ratio(Timeframe.M15)).hasValue(0.36);
    }

    @Test
    void nothingIsSaidWhereNoVolumeIsKnownAndNoRatioWhereNothingTraded() {
        assertThat(isCrowded(Filled.atQuote(OPEN_MS + 1), 5, Timeframe.M5)).isFalse();
        assertThat(use.of(0)).isEmpty();
        bar(Timeframe.M5, OPEN_MS, 0);
        assertThat(ratio(Timeframe.M5)).isEmpty();
        assertThat(isCrowded(Filled.atQuote(OPEN_MS + 2), 5, Timeframe.M5)).isTrue();
    }

    @Test
    void aStartFromASnapshotGoesOnCountingInTheMiddleOfABar() {
        bar(Timeframe.M5, OPEN_MS, 100);
        use.onFill(Filled.atQuote(OPEN_MS + M5_MS + 1), 60, Timeframe.M5);
        use.endBoundary();
        final SnapshotWriter stored = new SnapshotWriter();
        use.visit(stored);
        final VolumeUse restored = new VolumeUse();
        final SnapshotReader reader = new SnapshotReader(stored.toBytes());
        restored.visit(reader);
        reader.requireEnd();
        assertThat(restored.of(0)).isNotEmpty().isEqualTo(use.of(0));
        restored.onFill(Filled.atQuote(OPEN_MS + M5_MS + 2), 60, Timeframe.M5);
        assertThat(restored.isCrowded()).isTrue();
    }

    /** What a tournament shows at each boundary, and of each fill. */
    private record Shown(List<List<InstrumentView.VolumeShare>> boundaries, List<String> fills) {}

    private static Shown play(int lanes) {
        final TournamentRules rules = ArenaOnDisk.crowdedRules(12);
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
        final Publication publication = new Publication(
                run,
                new EventFeed(),
                new Histories(rules.slots()),
                new ArenaOnDisk.Deaf(),
                venue -> 0,
                () -> 0,
                () -> 1_000_000_000L);
        final FillLog log = new FillLog(rules.costs(), 100_000);
        publication.watchFills(log);
        final Shown shown = new Shown(new ArrayList<>(), new ArrayList<>());
        final Listeners listeners = new Listeners();
        listeners.add(publication);
        listeners.add(log);
        listeners.add(new ArenaListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                final String id = outcome.agentId() + "-" + outcome.sequence();
                publication
                        .fill(id)
                        .map(FillExplanation::crowded)
                        .ifPresent(crowded -> shown.fills().add(id + " " + crowded.orElseThrow()));
            }

            @Override
            public void onBoundary(ArenaEvent boundary, Roster roster) {
                publication
                        .current()
                        .instruments()
                        .forEach(one -> shown.boundaries().add(one.volumeUse()));
            }
        });
        final Tournament tournament = Tournament.of(rules, lanes, listeners);
        final Sequencer sequencer = new Sequencer(
                new DirectSlots(tournament.core(), EventStage.NONE),
                tournament.core().outbox(),
                new Sequencer.SequencerSettings(rules.timeframes(), 10_000, 12, Long.MAX_VALUE),
                () -> 0);
        sequencer.genesis(tournament.genesis("test"));
        tournament.founders().forEach(sequencer::birth);
        ArenaOnDisk.tape(7, 2, 200).forEach(input -> input.accept(sequencer));
        sequencer.close();
        return shown;
    }

    @Test
    void oneLaneAndFourTellTheSame() {
        final Shown alone = play(1);
        assertThat(alone.fills()).anyMatch(fill -> fill.endsWith("true")).anyMatch(fill -> fill.endsWith("false"));
        assertThat(alone.boundaries())
                .anySatisfy(shares -> assertThat(shares)
                        .anySatisfy(share -> assertThat(share.ratio().orElse(0)).isGreaterThan(1)));
        assertThat(play(4)).isEqualTo(alone);
    }
}
