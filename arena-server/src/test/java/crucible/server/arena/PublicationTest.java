package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.EventStage;
import crucible.runtime.ring.Sequencer;
import crucible.runtime.ring.Slots;
import crucible.server.view.EventFeed;
import crucible.server.view.RunInfo;
import crucible.server.view.RunMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which boundaries people see, where all of them come within one instant of the wall clock. */
class PublicationTest {
    private static final int WARM_UP = 300;
    private static final int LIVE = 12;

    private final List<Long> boundaries = new ArrayList<>();
    private final List<Long> shown = new ArrayList<>();

    /** Plays a market; what is shown after each boundary goes to {@link #shown}. */
    private void play(RunMode mode) {
        final TournamentRules rules = ArenaOnDisk.strictRules(4);
        final RunInfo run = new RunInfo(
                mode,
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
        final Tournament tournament = Tournament.of(rules, 1, publication);
        final DirectSlots slots = new DirectSlots(tournament.core(), EventStage.NONE);
        final Sequencer sequencer = new Sequencer(
                new SlotsThatLookBehind(slots, publication),
                tournament.core().outbox(),
                new Sequencer.SequencerSettings(rules.timeframes(), 10_000, 12, Long.MAX_VALUE),
                () -> 0);
        sequencer.genesis(tournament.genesis("test"));
        tournament.founders().forEach(sequencer::birth);
        ArenaOnDisk.tape(7, 2, LIVE).forEach(input -> input.accept(sequencer));
        sequencer.close();
        assertThat(boundaries).hasSizeGreaterThanOrEqualTo(WARM_UP + LIVE);
    }

    private final class SlotsThatLookBehind implements Slots {
        private final DirectSlots slots;
        private final Publication publication;
        private ArenaEvent claimed;

        SlotsThatLookBehind(DirectSlots slots, Publication publication) {
            this.slots = slots;
            this.publication = publication;
        }

        @Override
        public ArenaEvent claim() {
            claimed = slots.claim();
            return claimed;
        }

        @Override
        public void publish() {
            slots.publish();
            if (claimed.kind() == EventKind.BOUNDARY) {
                boundaries.add(claimed.sequence());
                shown.add(publication.current().progress().sequence());
            }
        }

        @Override
        public void awaitJudged() {
            slots.awaitJudged();
        }
    }

    @Test
    void aLiveArenaShowsEveryBoundary() {
        play(RunMode.LIVE);
        assertThat(shown).isEqualTo(boundaries);
    }

    @Test
    void anAcceleratedOneIsThinnedButForTheLast() {
        play(RunMode.DEMO);
        assertThat(shown.get(shown.size() - 1)).isEqualTo(boundaries.get(boundaries.size() - 1));
        assertThat(shown.stream().distinct().count()).isLessThan(boundaries.size() / 5);
    }
}
