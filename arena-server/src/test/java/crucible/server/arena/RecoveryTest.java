package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.AgentCommand;
import crucible.model.Bar;
import crucible.model.Birth;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Timeframe;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.ArenaImage;
import crucible.runtime.event.EventCodec;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.ListingChange;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectCheckpoints;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.EventStage;
import crucible.runtime.ring.Sequencer;
import crucible.server.record.KeptBlocks;
import crucible.server.snapshot.Snapshot;
import crucible.watchtower.WatchtowerSettings;
import crucible.watchtower.lifecycle.DecayLook;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Wherever a run is killed, what its journal and snapshots hold by then and the rest of the tape give the journal and the
 * state of the run that was not: no fill lost, none doubled.
 */
class RecoveryTest {
    private static final boolean CAMPAIGN = Boolean.getBoolean("crucible.campaign");
    private static final int CUTS = CAMPAIGN ? 20_000 : 2_000;
    private static final int CUTS_PER_TAPE = 250;

    /** Strict, so that agents die and are replaced within a short tape. */
    private static TournamentRules rules() {
        return new TournamentRules(
                42,
                200_00000000L,
                8,
                List.of(Timeframe.M5, Timeframe.M15),
                CostSettings.DEFAULT,
                new WatchtowerSettings(
                        OptionalDouble.of(0.004),
                        OptionalDouble.of(0.012),
                        2,
                        0,
                        true,
                        false,
                        DecayLook.rising(0.90),
                        0.90,
                        true,
                        0.6,
                        OptionalDouble.of(0.5)),
                FactorySettings.defaults());
    }

    /** One thing that comes from outside, and the kind of event that it becomes itself, beside boundaries. */
    private record Input(EventKind kind, Consumer<Sequencer> action) {}

    /** Everything that a run is given, with what goes wrong at real venues, and operators in between. */
    private static final class Script implements FeedSink {
        private final List<Input> inputs = new ArrayList<>();
        private final Random random;
        private final Tournament names = Tournament.of(rules(), 1, ArenaListener.NONE);

        Script(long seed) {
            random = new Random(seed);
            add(EventKind.GENESIS, sequencer -> sequencer.genesis(names.genesis("test")));
            names.founders().forEach(birth -> add(EventKind.BIRTH, sequencer -> sequencer.birth(birth)));
            new RandomMarket(seed, 2).play(this, 110, 50);
            add(EventKind.BOUNDARY, Sequencer::close);
        }

        private void add(EventKind kind, Consumer<Sequencer> action) {
            inputs.add(new Input(kind, action));
        }

        @Override
        public void onInstrument(Instrument instrument) {
            add(EventKind.INSTRUMENT, sequencer -> sequencer.onInstrument(instrument));
        }

        @Override
        public void onFeedStatus(FeedStatus status) {
            add(EventKind.FEED, sequencer -> sequencer.onFeedStatus(status));
        }

        @Override
        public void onGap(Gap gap) {
            add(EventKind.GAP, sequencer -> sequencer.onGap(gap));
        }

        @Override
        public void onBar(Bar bar, long eventTimeMs) {
            final int dice = random.nextInt(200);
            if (dice == 0) {
                onGap(new Gap(bar.instrumentId(), bar.timeframe(), bar.openTimeMs(), bar.openTimeMs(), "lost"));
            } else if (dice > 4) {
                bar(bar, eventTimeMs);
            }
            if (dice == 10) {
                bar(bar, eventTimeMs + 1);
            } else if (dice == 11) {
                bar(bar.withProvenance(Provenance.REVISED), eventTimeMs + 1);
            } else if (dice < 16) {
                operate();
            } else if (dice == 16) {
                add(EventKind.TICK, sequencer -> sequencer.tick(eventTimeMs + 11_000, 1_000));
            }
        }

        private void bar(Bar bar, long eventTimeMs) {
            add(EventKind.BAR, sequencer -> sequencer.onBar(bar, eventTimeMs));
        }

        private void operate() {
            final int agent = random.nextInt(14);
            if (random.nextInt(6) == 0) {
                final Birth birth = names.founders().get(random.nextInt(8));
                final Birth wanted =
                        new Birth(0, -1, birth.blueprint(), 1, 0, List.of(), Birth.Origin.OPERATOR, "ann", "a try");
                add(EventKind.BIRTH, sequencer -> sequencer.birth(wanted));
                return;
            }
            if (random.nextInt(5) == 0) {
                final ListingChange.Kind kind =
                        random.nextBoolean() ? ListingChange.Kind.REMOVED : ListingChange.Kind.ADDED;
                final ListingChange change = new ListingChange(
                        "r" + inputs.size(), kind, random.nextInt(2), "test", "S", "ann", "a test", "", "");
                add(EventKind.LISTING, sequencer -> sequencer.listing(change));
                return;
            }
            final AgentCommand.Kind[] kinds = AgentCommand.Kind.values();
            final AgentCommand command = new AgentCommand(
                    "r" + inputs.size(), kinds[random.nextInt(kinds.length)], agent, "ann", "a test", "", "");
            add(EventKind.COMMAND, sequencer -> sequencer.command(command));
        }

        @Override
        public void onQuote(Quote quote) {
            add(EventKind.QUOTE, sequencer -> sequencer.onQuote(quote));
        }
    }

    /** A run's journal in memory, with the snapshots that were taken, each as the bytes of its file. */
    private static final class Memory implements EventStage {
        private final EventCodec codec = new EventCodec();
        private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        private final List<byte[]> records = new ArrayList<>();
        private final List<EventKind> kinds = new ArrayList<>();
        private final List<Snapshot> snapshots = new ArrayList<>();

        @Override
        public void onEvent(ArenaEvent event) {
            codec.write(event, buffer.clear());
            final byte[] record = new byte[buffer.flip().remaining()];
            buffer.get(record);
            records.add(record);
            kinds.add(event.kind());
        }

        void keep(ArenaImage image, ArenaImage.Moment moment) {
            snapshots.add(new Snapshot(new Snapshot.Header("test", rules().toJson(), "", moment), image.toBytes()));
        }
    }

    private static ArenaListener both(DigestLog digests, KeptBlocks kept) {
        final Listeners both = new Listeners();
        both.add(digests);
        both.add(kept.recorder());
        return both;
    }

    private static Sequencer sequencer(Tournament tournament, Memory memory) {
        return new Sequencer(
                new DirectSlots(tournament.core(), memory),
                tournament.core().outbox(),
                new Sequencer.SequencerSettings(rules().timeframes(), 10_000, 12, Long.MAX_VALUE),
                () -> 0);
    }

    /** The run that nobody kills, and after which event each input had become one itself. */
    private record Whole(
            Script script, Memory memory, int[] firstEvent, int[] ownEvent, String digest, KeptBlocks kept) {
        static Whole play(long seed) {
            final Script script = new Script(seed);
            final Memory memory = new Memory();
            final DigestLog digests = new DigestLog();
            final KeptBlocks kept = new KeptBlocks();
            final Tournament tournament = Tournament.of(rules(), 1, both(digests, kept));
            tournament.core().checkpoints(new DirectCheckpoints(1, memory::keep));
            final Sequencer sequencer = sequencer(tournament, memory);
            final int size = script.inputs.size();
            final int[] firstEvent = new int[size];
            final int[] ownEvent = new int[size];
            for (int i = 0; i < size; i++) {
                firstEvent[i] = memory.records.size();
                script.inputs.get(i).action().accept(sequencer);
                ownEvent[i] = Integer.MAX_VALUE;
                for (int event = firstEvent[i]; event < memory.records.size(); event++) {
                    if (memory.kinds.get(event) == script.inputs.get(i).kind()
                            && !(ownEvent[i] < event && i < size - 1)) {
                        ownEvent[i] = event;
                    }
                }
            }
            return new Whole(
                    script, memory, firstEvent, ownEvent, digests.newest().digest(), kept);
        }

        /** The input with which a tape goes on whose last durable event is {@code event}. */
        int resumeAfter(int event) {
            int input = firstEvent.length - 1;
            while (firstEvent[input] > event) {
                input--;
            }
            return ownEvent[input] <= event ? input + 1 : input;
        }
    }

    @Test
    void aKilledRunEndsAsTheRunThatWasNot() {
        final Map<EventKind, Integer> cutsAt = new EnumMap<>(EventKind.class);
        int cuts = 0;
        int fromSnapshot = 0;
        for (long seed = 1; cuts < CUTS; seed++) {
            final Whole whole = Whole.play(seed);
            final Random random = new Random(seed);
            for (int i = 0; i < CUTS_PER_TAPE; i++) {
                final int events = 1 + random.nextInt(whole.memory.records.size() - 1);
                fromSnapshot += recovers(whole, events, random, "seed " + seed + ", cut after " + events + " events");
                cutsAt.merge(whole.memory.kinds.get(events), 1, Integer::sum);
                cuts++;
            }
        }
        System.out.println(
                cuts + " cuts, " + fromSnapshot + " recovered from a snapshot; the event not written was " + cutsAt);
        assertThat(fromSnapshot).isGreaterThan(CUTS / 2);
        assertThat(cutsAt)
                .containsKeys(
                        EventKind.BOUNDARY,
                        EventKind.VERDICT,
                        EventKind.BIRTH,
                        EventKind.COMMAND,
                        EventKind.LISTING,
                        EventKind.QUOTE);
    }

    /** 1 where a snapshot was used, else 0. */
    private static int recovers(Whole whole, int events, Random random, String where) {
        final List<byte[]> journal = whole.memory.records.subList(0, events);
        final int lanes = 1 + random.nextInt(3);
        final DigestLog digests = new DigestLog();
        final KeptBlocks kept = new KeptBlocks();
        final ArenaListener listener = both(digests, kept);
        final Snapshot snapshot = snapshot(whole, events, random);
        final Memory memory = new Memory();
        try (Replay replay = snapshot == null
                ? Replay.open(reading(journal), lanes, listener)
                : Replay.from(snapshot, reading(journal), lanes, listener, Replay.Books.ADD_UP)) {
            kept.recorder().begin(replay.startSequence() - 1);
            replay.run(Long.MAX_VALUE, event -> {});
            final Tournament tournament = replay.tournament();
            final Sequencer sequencer = sequencer(tournament, memory);
            sequencer.takeOver(tournament.core());
            final int resumeAt = whole.resumeAfter(events - 1);
            if (resumeAt < whole.script.inputs.size()) {
                sequencer.resume();
            }
            for (Input input : whole.script.inputs.subList(resumeAt, whole.script.inputs.size())) {
                input.action().accept(sequencer);
            }
        }
        final List<byte[]> rest = whole.memory.records.subList(events, whole.memory.records.size());
        assertThat(memory.records.size()).as(where).isEqualTo(rest.size());
        for (int i = 0; i < rest.size(); i++) {
            if (!Arrays.equals(memory.records.get(i), rest.get(i))) {
                throw new AssertionError(where + ": event " + (events + i) + " differs, a " + memory.kinds.get(i));
            }
        }
        assertThat(digests.newest().digest()).as(where).isEqualTo(whole.digest);
        // The permanent record held some blocks by then, at least up to the snapshot: these and what is told now are
        // one.
        kept.assertSameBehind(snapshot == null ? -1 : snapshot.header().moment().sequence(), whole.kept, where);
        return snapshot == null ? 0 : 1;
    }

    /** Mostly the newest one of the time, sometimes an older one (the newest was damaged), sometimes none. */
    private static Snapshot snapshot(Whole whole, int events, Random random) {
        final List<Snapshot> taken = whole.memory.snapshots.stream()
                .filter(one -> one.header().moment().sequence() < events)
                .toList();
        if (taken.isEmpty() || random.nextInt(10) == 0) {
            return null;
        }
        final int back = random.nextInt(5) == 0 ? random.nextInt(taken.size()) : 0;
        return taken.get(taken.size() - 1 - back);
    }

    private static Replay.Records reading(List<byte[]> journal) {
        final EventCodec codec = new EventCodec();
        final int[] next = new int[1];
        return into -> {
            if (next[0] == journal.size()) {
                return false;
            }
            codec.read(ByteBuffer.wrap(journal.get(next[0]++)), into);
            return true;
        };
    }
}
