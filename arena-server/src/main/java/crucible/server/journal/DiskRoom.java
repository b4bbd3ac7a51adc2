package crucible.server.journal;

/** Who watches the disk under a journal. Called by the appending thread, but for syncs; must not hold anybody up. */
public interface DiskRoom {
    /** Nobody does. */
    DiskRoom UNWATCHED = new DiskRoom() {
        @Override
        public void beforeGrowth(long bytes) {
            // nobody is told
        }

        @Override
        public boolean release() {
            return false;
        }
    };

    /** The journal is about to take so many bytes more of the disk. */
    void beforeGrowth(long bytes);

    /** The journal begins to be forced to the disk, on whichever thread. */
    default void syncBegins() {}

    /** That is done. */
    default void syncEnds() {}

    /** The journal cannot grow. Gives up what is kept for that; true if room was made, so that it is worth another try. */
    boolean release();
}
