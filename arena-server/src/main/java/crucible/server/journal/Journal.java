package crucible.server.journal;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.ring.EventStage;

/**
 * The tournament's truth: every ring event in order, appended before any effect of it is visible. One writer, kept alone
 * by a lock file; readers ({@link JournalReader}) need nothing of it and never block it. After a failure it takes nothing
 * more: it is closed, opened again, and goes on from what reads back.
 */
public interface Journal extends EventStage, AutoCloseable {
    /** When records are forced to the disk. */
    enum Fsync {
        /** Left to the operating system: survives the process, not a power cut. */
        NEVER,
        /** At each boundary. */
        EVERY_BOUNDARY,
        /** After each record. */
        EVERY
    }

    /** How records are stored. */
    enum Format {
        /** A Chronicle Queue, a file per UTC day. */
        CHRONICLE,
        /** Segments of a file each, written through a file channel. */
        SEGMENTS
    }

    /**
     * Opens the journal, which is made if there is none, reads its newest part back and cuts what a crash left
     * unfinished.
     *
     * @throws JournalException where another process has it open or it cannot be written
     * @throws JournalDamaged where records that were on the disk can no longer be read
     */
    static Journal open(JournalSettings settings) {
        return open(settings, DiskRoom.UNWATCHED);
    }

    /** The same; {@code room} is asked before the journal takes more of the disk. */
    static Journal open(JournalSettings settings, DiskRoom room) {
        return settings.format() == Format.CHRONICLE
                ? ChronicleJournal.open(settings, room)
                : SegmentedJournal.open(settings, FileLayer.DISK, room);
    }

    /** Appends one event; called by the ring's first thread, or by the owner while the ring stands still. */
    @Override
    void onEvent(ArenaEvent event);

    /** Forces to the disk what was appended; the appending thread's. */
    void sync();

    /**
     * Removes closed rolls that the settings no longer want kept; one with a record at or behind
     * {@code neededFromSequence} stays in any case. Keeps everything where the settings say so. Any thread.
     */
    void prune(long neededFromSequence);

    /** Hash of the record appended last, chained to all before it, 32 hexadecimal digits; the appending thread's. */
    String chainHash();

    /** What opening found. */
    ReadBack readBack();

    /** Forces everything to the disk and lets the lock go. */
    @Override
    void close();
}
