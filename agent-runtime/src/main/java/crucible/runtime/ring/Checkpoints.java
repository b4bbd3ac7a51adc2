package crucible.runtime.ring;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.ArenaImage;

/**
 * Takes the copies of an arena's state that its stages make at checkpoints, and the digests of them. A digest may be
 * taken on another thread, and then comes when it is ready.
 */
public interface Checkpoints {
    /** Wants no copies, so there are no digests either. */
    Checkpoints NONE = new Checkpoints() {
        @Override
        public ArenaImage begin(ArenaEvent checkpoint) {
            return null;
        }

        @Override
        public void complete(ArenaImage image) {
            throw new IllegalStateException("no copy was asked for");
        }

        @Override
        public ArenaImage.Moment poll() {
            return null;
        }
    };

    /**
     * Called on the first stage's thread at every checkpoint: room for a copy as of this boundary, or null where none is
     * wanted. Waits where there is no room because digests are behind. All earlier copies are complete, or never will be.
     */
    ArenaImage begin(ArenaEvent checkpoint);

    /** Called on the arbiter's thread: every stage has filled its part, unless it threw. Must not block. */
    void complete(ArenaImage image);

    /**
     * The oldest digest that is ready and was not asked for, null where there is none. Called on the arbiter's thread at
     * every event, or by whoever has stopped the stages.
     */
    ArenaImage.Moment poll();
}
