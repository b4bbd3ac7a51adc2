package crucible.runtime.ring;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.ArenaImage;

/** Where an arena's copies of its state go. */
public interface SnapshotSink {
    /** Wants no copies. */
    SnapshotSink NONE = new SnapshotSink() {
        @Override
        public ArenaImage begin(ArenaEvent checkpoint) {
            return null;
        }

        @Override
        public void complete(ArenaImage image) {
            throw new IllegalStateException("no copy was asked for");
        }
    };

    /**
     * Called on the first stage's thread at every checkpoint: room for a copy as of this boundary, or null where none is
     * wanted or the last one is still being saved. All earlier copies are complete, or never will be.
     */
    ArenaImage begin(ArenaEvent checkpoint);

    /** Called on the arbiter's thread: every stage has filled its part, unless it threw. Must not block. */
    void complete(ArenaImage image);
}
