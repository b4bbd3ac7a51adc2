package crucible.server.journal;

/** Who watches the disk under a journal. Called by the appending thread, which it must not hold up. */
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

    /** The journal cannot grow. Gives up what is kept for that; true if room was made, so that it is worth another try. */
    boolean release();
}
