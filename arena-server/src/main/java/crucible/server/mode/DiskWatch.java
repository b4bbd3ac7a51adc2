package crucible.server.mode;

import crucible.server.journal.DiskRoom;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks how much room the disk has, and says how far the server must step back: first nobody enters, then no input is taken
 * in, then it stops, paid for by the reserve. A step is taken back only when there is a quarter more room than where it was
 * taken; the stop is final. The looks come from one thread, the journal's questions from another.
 */
final class DiskWatch implements DiskRoom {
    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
    /** Where so much is free, a write that failed did not fail for lack of room. */
    private static final long ENOUGH_BYTES = 2L << 20;

    private static final int LOOKS_BETWEEN_TRIES = 600;

    private final DiskLimits limits;
    private final FreeSpace disk;
    private final Reserve reserve;
    private final Runnable wake;
    private volatile Level level = Level.ROOM;
    private volatile long freeBytes = -1;
    private volatile boolean full;
    private boolean unclaimed;
    private String reason = "";
    private int looksToNextTry;

    /** How far the server has stepped back; each level has all that the ones before have. */
    enum Level {
        /** All is well. */
        ROOM("there is room", 0),
        /** Agents may exit, but not enter. */
        NO_ENTRIES("no agent enters", 1),
        /** Feeds are held. */
        NO_INPUT("no agent enters and no input is taken in", 2),
        /** The server stops in order. */
        STOP("the server stops", 4);

        private final String words;
        private final int part;

        Level(String words, int part) {
            this.words = words;
            this.part = part;
        }

        /** Below so many free bytes it is reached. */
        long belowBytes(DiskLimits limits) {
            return part == 0 ? 0 : limits.minFreeBytes() / part;
        }
    }

    /** @param wake asks for a look soon; called by the journal's thread, must not block */
    DiskWatch(DiskLimits limits, FreeSpace disk, Reserve reserve, Runnable wake) {
        this.limits = limits;
        this.disk = disk;
        this.reserve = reserve;
        this.wake = wake;
    }

    /**
     * Whether a server may start here at all.
     *
     * @throws NoRoom where it would have to stop at once
     */
    void requireRoomToStart() throws IOException {
        final long free = disk.bytes();
        final long needed = Level.STOP.belowBytes(limits);
        if (free < needed) {
            throw new NoRoom("there is no room on the disk to start: " + ByteCount.words(free) + " are free, "
                    + ByteCount.words(needed) + " are needed (a quarter of arena.minFreeBytes);"
                    + " make room and start again");
        }
    }

    /** Looks; empty while there is room enough, else why not: the same words until the level changes. */
    Optional<String> look() {
        final long free;
        try {
            free = disk.bytes();
        } catch (IOException e) {
            return Optional.of("the disk does not say how much room it has: " + e.getMessage());
        }
        freeBytes = free;
        final Level now = full ? Level.STOP : next(free);
        if (now != level) {
            reason = "the disk is " + (full ? "full" : "nearly full") + ", " + now.words + ": " + ByteCount.words(free)
                    + " are free, arena.minFreeBytes asks for " + ByteCount.words(limits.minFreeBytes());
            level = now;
        }
        keepReserve(free);
        return level == Level.ROOM ? Optional.empty() : Optional.of(reason);
    }

    private Level next(long free) {
        if (level == Level.STOP) {
            return level;
        }
        Level next = Level.ROOM;
        for (Level one : Level.values()) {
            final long below = one.belowBytes(limits);
            if (free < (level.compareTo(one) >= 0 ? below + below / 4 : below)) {
                next = one;
            }
        }
        return next;
    }

    private void keepReserve(long free) {
        try {
            if (level == Level.STOP) {
                giveUp(false);
            } else if (!reserve.isThere() && free >= limits.minFreeBytes() + reserve.bytes() && --looksToNextTry < 0) {
                reserve.make();
                LOG.info("{} are kept to pay for a stop on a full disk", ByteCount.words(reserve.bytes()));
            }
        } catch (IOException e) {
            looksToNextTry = LOOKS_BETWEEN_TRIES;
            LOG.warn("the reserve for a full disk can be neither made nor given up: {}", e.toString());
        }
    }

    /** The level as of the last look. */
    Level level() {
        return level;
    }

    /** Free bytes as of the last look; −1 before the first. Any thread. */
    long freeBytes() {
        return freeBytes;
    }

    @Override
    public void beforeGrowth(long bytes) {
        try {
            final long left = disk.bytes() - bytes;
            for (Level one : Level.values()) {
                if (level.compareTo(one) < 0 && left < one.belowBytes(limits)) {
                    wake.run();
                    return;
                }
            }
        } catch (IOException e) {
            // The next look asks again and says so.
            wake.run();
        }
    }

    /** Whether the reserve is given up: now, or by a look since the journal last asked. */
    private synchronized boolean giveUp(boolean journalAsks) throws IOException {
        unclaimed |= reserve.release();
        final boolean givenUp = unclaimed;
        if (journalAsks) {
            unclaimed = false;
        }
        return givenUp;
    }

    /**
     * Only where it is room that lacks. From here on the server stops: what lacked once lacks again. Where there is
     * room, but not much, it may have come after the write had failed, by a look that gave up the reserve or by somebody
     * else.
     */
    @Override
    public boolean release() {
        try {
            final long free = disk.bytes();
            if (free >= ENOUGH_BYTES) {
                return level != Level.ROOM || free < limits.minFreeBytes();
            }
            full = true;
            final boolean released = giveUp(true);
            LOG.error(
                    "the disk is full, {} are free: {}",
                    ByteCount.words(free),
                    released
                            ? "the reserve of " + ByteCount.words(reserve.bytes()) + " is given up for an orderly stop"
                            : "and there is no reserve to give up");
            return released;
        } catch (IOException e) {
            LOG.error("the disk is full and the reserve cannot be given up: {}", e.toString());
            return false;
        } finally {
            wake.run();
        }
    }

    /** Why the journal cannot be written, where it is room that lacks; any thread. */
    Optional<String> lacksRoom() {
        try {
            final long free = disk.bytes();
            return full || free < ENOUGH_BYTES
                    ? Optional.of("the disk is full: " + ByteCount.words(free) + " are free")
                    : Optional.empty();
        } catch (IOException e) {
            return full ? Optional.of("the disk is full") : Optional.empty();
        }
    }
}
