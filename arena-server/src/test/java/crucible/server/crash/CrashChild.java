package crucible.server.crash;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.ring.ArenaRing;
import crucible.runtime.ring.Sequencer;
import crucible.server.arena.Recovery;
import crucible.server.arena.Replay;
import crucible.server.arena.Tournament;
import crucible.server.journal.FileLayer;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalReader;
import crucible.server.journal.JournalSettings;
import crucible.server.record.RecordStore;
import crucible.server.record.Recorder;
import crucible.server.snapshot.SnapshotSettings;
import crucible.server.snapshot.SnapshotStore;
import crucible.server.snapshot.Snapshots;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A process made to be killed: replays what its journal holds and plays the rest of a tape. Tells all the time how far it
 * is. Arguments: folder, format, seed of the tape, its live bars.
 */
final class CrashChild {
    static final String OPENING = "opening";
    static final String FROM_A_SNAPSHOT = "from a snapshot";
    static final String AT = "at ";
    static final String SAVING = "saving ";
    static final String KEEPING = "keeping ";
    static final String STOPPING = "stopping";
    static final String ENDED = "ended ";

    private static final int TELL_EVERY = 16;
    private static final int TELL_REPLAYED_EVERY = 128;
    private static final Set<EventKind> FROM_THE_TAPE =
            EnumSet.of(EventKind.INSTRUMENT, EventKind.FEED, EventKind.BAR, EventKind.GAP, EventKind.QUOTE);

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private long inputs;
    private int founders;
    private boolean finished;

    private CrashChild() {}

    /** Never returns normally before the tape has ended. */
    public static void main(String[] arguments) throws Exception {
        final JournalSettings journal = JournalSettings.defaults(Path.of(arguments[0]), Journal.Fsync.NEVER)
                .withFormat(Journal.Format.valueOf(arguments[1]));
        final CrashTape tape = new CrashTape(Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
        new CrashChild().run(journal, tape);
        System.exit(0);
    }

    private void run(JournalSettings settings, CrashTape tape) throws Exception {
        tell(OPENING);
        try (Journal journal = Journal.open(settings)) {
            tell("opened");
            final SnapshotSettings snapshots = SnapshotSettings.defaults(Path.of(settings.directory() + "-snapshots"));
            final RecordStore record = RecordStore.open(permanent(settings.directory()), new ToldFiles(KEEPING));
            record.expectJournal(journal.readBack().nextSequence());
            final Recorder recorder = new Recorder(record);
            final Tournament tournament = journal.readBack().hasRecords()
                    ? recovered(settings.directory(), new SnapshotStore(snapshots), record, recorder)
                    : Tournament.of(CrashTape.rules(), 1, recorder);
            if (!finished) {
                recorder.goLive();
                try (Snapshots taken = snapshots(snapshots, journal, recorder)) {
                    tournament.core().checkpoints(taken);
                    goOn(tournament, journal, tape);
                }
            }
            recorder.close();
            final ArenaEvent last = last(settings.directory());
            tell(ENDED + tournament.core().stateDigest(last.sequence(), last.arenaTimeMs()));
        }
    }

    private Snapshots snapshots(SnapshotSettings settings, Journal journal, Recorder recorder) {
        final Snapshots.Source source =
                new Snapshots.Source("crash", CrashTape.rules().toJson(), journal::chainHash, recorder::syncUpTo);
        return new Snapshots(settings, new SnapshotStore(settings, new ToldFiles(SAVING)), source, 1, needed -> {});
    }

    static Path permanent(Path journal) {
        return Path.of(journal + "-permanent");
    }

    private Tournament recovered(Path directory, SnapshotStore snapshots, RecordStore record, Recorder recorder) {
        each(directory, this::count);
        try (Replay replay = Recovery.begin(snapshots, directory, 1, recorder, record)) {
            recorder.begin(replay.startSequence() - 1);
            if (replay.startSequence() > 0) {
                tell(FROM_A_SNAPSHOT);
            }
            replay.run(Long.MAX_VALUE, event -> {
                if (event.sequence() % TELL_REPLAYED_EVERY == 0) {
                    tell("replayed " + event.sequence());
                }
            });
            return replay.tournament();
        }
    }

    private static ArenaEvent last(Path directory) {
        return each(directory, event -> {});
    }

    private static ArenaEvent each(Path directory, Consumer<ArenaEvent> reader) {
        final ArenaEvent event = new ArenaEvent();
        try (JournalReader journal = new JournalReader(directory)) {
            while (journal.next(event)) {
                reader.accept(event);
            }
        }
        return event;
    }

    private void count(ArenaEvent event) {
        if (FROM_THE_TAPE.contains(event.kind())) {
            inputs++;
        } else if (event.kind() == EventKind.BIRTH && inputs == 0) {
            founders++;
        }
        finished = event.kind() == EventKind.BOUNDARY && !event.isDueAtAll();
    }

    private void goOn(Tournament tournament, Journal journal, CrashTape tape) throws Exception {
        final boolean isNew = !journal.readBack().hasRecords();
        final ArenaRing ring = new ArenaRing(256, tournament.core(), journal, new EndTheProcess());
        final Sequencer sequencer =
                new Sequencer(ring, tournament.core().outbox(), CrashTape.sequencing(), System::nanoTime);
        if (!isNew) {
            sequencer.takeOver(tournament.core());
        }
        ring.start();
        if (isNew) {
            sequencer.genesis(tournament.genesis("crash"));
        } else {
            sequencer.resume();
        }
        if (inputs == 0) {
            tournament.founders().stream().skip(founders).forEach(birth -> tell("born " + sequencer.birth(birth)));
        }
        tell(AT + inputs);
        tape.play(sequencer, inputs, seen -> {
            if (seen % TELL_EVERY == 0) {
                tell(AT + seen);
            }
        });
        tell(STOPPING);
        sequencer.close();
        ring.close();
    }

    private void tell(String what) {
        out.println(ChildProcess.MARK + what);
    }

    /** The machine's own files, each change of which is told before it is made. */
    private final class ToldFiles implements FileLayer {
        private final String doing;

        ToldFiles(String doing) {
            this.doing = doing;
        }

        @Override
        public Appended append(Path file, long bytes) throws IOException {
            tell(doing + "begins");
            final Appended appended = DISK.append(file, bytes);
            return new Appended() {
                @Override
                public void write(ByteBuffer piece) throws IOException {
                    tell(doing + piece.remaining() + " bytes");
                    appended.write(piece);
                }

                @Override
                public void sync() throws IOException {
                    tell(doing + "is synced");
                    appended.sync();
                }

                @Override
                public void close() throws IOException {
                    appended.close();
                }
            };
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            tell(doing + "gets its name");
            DISK.move(from, to);
        }

        @Override
        public void delete(Path file) throws IOException {
            tell(doing + "takes another's place");
            DISK.delete(file);
        }

        @Override
        public void syncDirectory(Path directory) throws IOException {
            DISK.syncDirectory(directory);
        }
    }

    private static final class EndTheProcess implements ArenaRing.StageFailures {
        @Override
        public void onStageFailure(Throwable failure, long sequence, String event) {
            end(failure);
        }

        @Override
        public void onJournalFailure(Throwable failure, long sequence) {
            end(failure);
        }

        private static void end(Throwable failure) {
            failure.printStackTrace(System.out);
            Runtime.getRuntime().halt(3);
        }
    }
}
