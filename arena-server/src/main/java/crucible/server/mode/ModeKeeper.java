package crucible.server.mode;

import crucible.model.FeedSink;
import crucible.runtime.event.ModeChange;
import crucible.runtime.event.ModeChange.Cause;
import crucible.runtime.ring.Sequencer;
import crucible.server.journal.DiskRoom;
import crucible.server.journal.FileLayer;
import crucible.server.view.Mode;
import crucible.server.view.ModeView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second for every trouble that a server can be in, and does what follows: tells it, stops trading by an event,
 * holds the feeds, asks for an orderly stop. Looks on a thread of its own; what it tells may be read by any thread.
 */
public final class ModeKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModeKeeper.class);
    private static final long LOOK_EVERY_NANOS = 1_000_000_000L;
    private static final long LOOKS_LATE_AFTER_NANOS = 30 * LOOK_EVERY_NANOS;

    private static final Map<Cause, Mode> STOPPING =
            Map.of(Cause.DISK, Mode.DISK, Cause.CLOCK, Mode.CLOCK_STEP, Cause.MEMORY, Mode.MEMORY);

    private final DiskWatch disk;
    private final JournalWatch journal;
    private final Optional<ClockWatch> clock;
    private final MemoryWatch memory;
    private final LongSupplier wallMs;
    private final LongSupplier monotonicNanos;
    private final Thread thread = new Thread(this::run, "arena-modes");
    private final EnumMap<Mode, ModeView> present = new EnumMap<>(Mode.class);
    private final EnumMap<Cause, ModeChange> told = new EnumMap<>(Cause.class);
    private volatile List<ModeView> modes = List.of();
    private volatile Sequencer sequencer;
    private volatile InputGate gate;
    private volatile Runnable onMustStop = () -> {};
    private volatile String mustStop = "";
    private volatile long lookedNanos;
    private volatile boolean closed;

    /** What a keeper knows the time by. */
    record Clocks(LongSupplier wallMs, LongSupplier monotonicNanos) {
        static final Clocks SYSTEM = new Clocks(System::currentTimeMillis, System::nanoTime);
    }

    /** @param live whether event time follows the wall clock, so that it matters when that is moved */
    ModeKeeper(
            ModeSettings settings, FreeSpace space, Reserve reserve, MemoryWatch memory, boolean live, Clocks clocks) {
        this.disk = new DiskWatch(settings.disk(), space, reserve, this::wake);
        this.journal = new JournalWatch(settings.limits().journalSlowMs());
        this.memory = memory;
        this.wallMs = clocks.wallMs();
        this.monotonicNanos = clocks.monotonicNanos();
        this.clock = live
                ? Optional.of(new ClockWatch(
                        settings.limits().clockStepMs(), wallMs, monotonicNanos, () -> sequencer.arenaTimeMs()))
                : Optional.empty();
        thread.setDaemon(true);
    }

    /**
     * Looks at the disk under {@code directory} and makes the reserve there.
     *
     * @param live whether event time follows the wall clock, so that it matters when that is moved
     * @throws NoRoom where the disk is too full to start
     */
    public static ModeKeeper open(ModeSettings settings, Path directory, boolean live) throws IOException {
        Files.createDirectories(directory);
        final ModeKeeper keeper = new ModeKeeper(
                settings,
                FreeSpace.of(directory),
                new Reserve(directory, settings.disk().reserveBytes(), FileLayer.DISK),
                MemoryWatch.ofThisJvm(settings.limits().maxHeapRatio()),
                live,
                Clocks.SYSTEM);
        keeper.disk.requireRoomToStart();
        keeper.disk.look();
        return keeper;
    }

    /** Watches the disk for the journal, and how long it takes to be forced there. */
    public DiskRoom room() {
        return new DiskRoom() {
            @Override
            public void beforeGrowth(long bytes) {
                disk.beforeGrowth(bytes);
            }

            @Override
            public boolean release() {
                return disk.release();
            }

            @Override
            public void syncBegins() {
                journal.sync().begins(monotonicNanos.getAsLong());
            }

            @Override
            public void syncEnds() {
                journal.sync().ends(monotonicNanos.getAsLong());
            }
        };
    }

    /** Is told how long appends take. */
    public JournalWatch journal() {
        return journal;
    }

    /** Free bytes of the disk as of the last look. */
    public long freeDiskBytes() {
        return disk.freeBytes();
    }

    /** Why the journal cannot be written, where it is room that lacks, with or without a reserve; asks the disk. */
    public Optional<String> lacksRoom() {
        return disk.lacksRoom();
    }

    /** Where feeds hand in what they learn, from now on; {@code arena} hears it while input is taken. */
    public InputGate gate(FeedSink arena) {
        gate = new InputGate(arena, holdsInput());
        return gate;
    }

    /** Begins to look, and to tell {@code arena} what must be the same on replay. */
    public void watch(Sequencer arena) {
        tells(arena);
        thread.start();
    }

    void tells(Sequencer arena) {
        sequencer = arena;
    }

    /** Whether it has looked not long ago, so that what it tells can be believed. */
    public boolean isLooking() {
        return monotonicNanos.getAsLong() - lookedNanos < LOOKS_LATE_AFTER_NANOS;
    }

    /** The troubles there are. */
    public List<ModeView> modes() {
        return modes;
    }

    /** Whether our clock may move event time: not while input is held, nor while it is in doubt. */
    public boolean mayMoveTime() {
        return !holdsInput() && modes.stream().noneMatch(mode -> mode.mode() == Mode.CLOCK_STEP);
    }

    /** Why the server has to stop: room on the disk is running out; empty while it has not. */
    public Optional<String> mustStop() {
        return mustStop.isEmpty() ? Optional.empty() : Optional.of(mustStop);
    }

    /** Runs {@code stop} when the server has to stop, once or twice, on whichever thread. */
    public void onMustStop(Runnable stop) {
        onMustStop = stop;
        if (!mustStop.isEmpty()) {
            stop.run();
        }
    }

    /** Whether feeds are held. */
    public boolean holdsInput() {
        return disk.level().compareTo(DiskWatch.Level.NO_INPUT) >= 0;
    }

    private void wake() {
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            try {
                look();
            } catch (RuntimeException e) {
                LOG.error("what the server is in trouble with could not be looked for", e);
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    void look() {
        final long nowNanos = monotonicNanos.getAsLong();
        lookedNanos = nowNanos;
        note(Mode.DISK, disk.look());
        note(Mode.JOURNAL_SLOW, journal.look(nowNanos));
        note(Mode.CLOCK_STEP, clock.flatMap(ClockWatch::look));
        note(Mode.MEMORY, memory.look(nowNanos));
        modes = List.copyOf(present.values());
        if (gate != null) {
            gate.hold(holdsInput());
        }
        if (disk.level() == DiskWatch.Level.STOP && mustStop.isEmpty()) {
            mustStop = present.get(Mode.DISK).reason();
            onMustStop.run();
        }
        for (Cause cause : Cause.values()) {
            tell(cause);
        }
    }

    private void note(Mode mode, Optional<String> reason) {
        final ModeView was = present.get(mode);
        if (reason.isEmpty()) {
            if (was != null) {
                present.remove(mode);
                LOG.info("over, after {} s: {}", (wallMs.getAsLong() - was.sinceTimeMs()) / 1000, was.reason());
            }
        } else if (was == null || !was.reason().equals(reason.get())) {
            present.put(mode, new ModeView(mode, reason.get(), was == null ? wallMs.getAsLong() : was.sinceTimeMs()));
            LOG.warn("{}", reason.get());
        }
    }

    /** By an event, so that a replay decides the same; the journal may know of a trouble from before the start. */
    private void tell(Cause cause) {
        final ModeView now = present.get(STOPPING.get(cause));
        final boolean stops = now != null && (cause != Cause.DISK || disk.level() != DiskWatch.Level.ROOM);
        final ModeChange change = new ModeChange(cause, stops, stops ? now.reason() : "this trouble is over");
        if (!change.equals(told.get(cause))) {
            sequencer.mode(change);
            told.put(cause, change);
        }
    }

    @Override
    public void close() {
        closed = true;
        wake();
    }
}
