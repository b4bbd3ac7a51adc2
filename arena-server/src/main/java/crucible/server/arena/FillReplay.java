package crucible.server.arena;

import crucible.runtime.ring.ArenaListener;
import crucible.server.view.EventFeed;
import crucible.server.view.FillExplanation;
import crucible.server.view.RunInfo;
import crucible.server.view.RunMode;
import java.util.Optional;

/** Explains one fill from a journal, with what all agents together had of its bar: both are made again by a replay. */
public final class FillReplay {
    /** Fills are told at the boundary behind them. */
    private static final long MOST_EVENTS_BEHIND = 1_000_000;

    private FillReplay() {}

    /**
     * The fill {@code id}; empty where none has it.
     *
     * @param sequence of the event that filled it
     * @throws crucible.server.journal.JournalException where the journal cannot be read
     * @throws IllegalStateException where the replay would have decided otherwise than the journal says
     */
    public static Optional<FillExplanation> find(ContinuedRecord.Places places, String id, long sequence) {
        final TournamentRules rules = rules(places, sequence);
        final FillLog log = new FillLog(rules.costs(), Integer.MAX_VALUE);
        final Publication publication = publication(rules);
        publication.watchFills(log);
        final Listeners told = new Listeners();
        told.add(publication);
        told.add(log);
        try (Replay replay = Recovery.covering(places.snapshotStore(), places.journal(), 1, told, sequence - 1)) {
            replay.withoutDigests()
                    .runWhile(
                            next -> log.find(id).isEmpty() && next.sequence() <= sequence + MOST_EVENTS_BEHIND,
                            event -> {});
        }
        return publication.fill(id);
    }

    private static TournamentRules rules(ContinuedRecord.Places places, long sequence) {
        try (Replay replay =
                Recovery.covering(places.snapshotStore(), places.journal(), 1, ArenaListener.NONE, sequence - 1)) {
            return replay.tournament().rules();
        }
    }

    private static Publication publication(TournamentRules rules) {
        final RunInfo run = new RunInfo(
                RunMode.DEMO,
                "replay",
                0,
                rules.seed(),
                rules.slots(),
                rules.capitalUsdE8(),
                rules.timeframes(),
                rules.costs().digest(),
                "");
        return new Publication(
                run,
                new EventFeed(),
                new Histories(rules.slots()),
                PublicationMeters.NONE,
                venue -> 0,
                () -> 0,
                () -> 0);
    }
}
