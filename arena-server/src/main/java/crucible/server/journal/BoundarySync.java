package crucible.server.journal;

import java.io.IOException;

/**
 * Forces a journal to the disk beside the thread that appends, at boundaries. One request at a time: the next one waits for
 * the one before, so never more than what came since the boundary before the last is in danger. Requests and questions
 * belong to the appending thread; allocates nothing once its own thread runs.
 */
final class BoundarySync implements AutoCloseable {
    private static final long END_WITHIN_MS = 10_000;

    private final Force force;
    private final Object lock = new Object();
    private Thread thread;
    private long requestedUpTo = -1;
    private boolean isClosing;
    private volatile long syncedUpTo = -1;
    private volatile Exception failure;

    /** What is done for a request, on the thread of its own. */
    interface Force {
        void force() throws IOException;
    }

    BoundarySync(Force force) {
        this.force = force;
    }

    /**
     * Asks for everything up to the record {@code sequence} to be forced to the disk, and returns at once where the request
     * before is done.
     *
     * @throws IOException where an earlier request has failed
     */
    void request(long sequence) throws IOException {
        synchronized (lock) {
            await();
            requestedUpTo = sequence;
            if (thread == null) {
                thread = new Thread(this::run, "journal-sync");
                thread.setDaemon(true);
                thread.start();
            }
            lock.notifyAll();
        }
    }

    /** Returns once nothing is under way: files may be closed. */
    void await() throws IOException {
        synchronized (lock) {
            while (failure == null && syncedUpTo < requestedUpTo) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted while the journal was forced to the disk", e);
                }
            }
        }
        requireGood();
    }

    /** @throws IOException where a request has failed: what the disk holds is not known any more */
    void requireGood() throws IOException {
        final Exception failed = failure;
        if (failed != null) {
            throw new IOException("an earlier sync has failed: " + failed.getMessage(), failed);
        }
    }

    /** Newest record that is known to be on the disk by a request; −1 before the first is done. */
    long syncedUpTo() {
        return syncedUpTo;
    }

    private void run() {
        for (long upTo = next(); upTo >= 0; upTo = next()) {
            Exception failed = null;
            try {
                force.force();
            } catch (IOException | RuntimeException e) {
                failed = e;
            }
            synchronized (lock) {
                if (failed == null) {
                    syncedUpTo = upTo;
                } else {
                    failure = failed;
                    isClosing = true;
                }
                lock.notifyAll();
            }
        }
    }

    /** The request that is to be done next; −1 at the end. */
    private long next() {
        synchronized (lock) {
            while (!isClosing && syncedUpTo >= requestedUpTo) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    return -1;
                }
            }
            return failure == null && syncedUpTo < requestedUpTo ? requestedUpTo : -1;
        }
    }

    /** Ends the thread once it has done what was asked for. */
    @Override
    public void close() {
        final Thread ending;
        synchronized (lock) {
            isClosing = true;
            ending = thread;
            lock.notifyAll();
        }
        if (ending != null) {
            try {
                ending.join(END_WITHIN_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
