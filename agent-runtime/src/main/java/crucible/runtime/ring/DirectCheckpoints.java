package crucible.runtime.ring;

import crucible.model.CopyDigest;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.ArenaImage;
import java.util.function.BiConsumer;

/** Takes each digest at once, on the arbiter's thread: replays, trials and tests. */
public final class DirectCheckpoints implements Checkpoints {
    private final BiConsumer<ArenaImage, ArenaImage.Moment> taken;
    private final ArenaImage image;
    private final CopyDigest digest = new CopyDigest();
    private ArenaImage.Moment newest;

    /** Digests alone. */
    public DirectCheckpoints(int lanes) {
        this(lanes, (image, moment) -> {});
    }

    /**
     * @param lanes number of lanes of the arena
     * @param taken is shown each copy with its digest; the copy is good until it returns
     */
    public DirectCheckpoints(int lanes, BiConsumer<ArenaImage, ArenaImage.Moment> taken) {
        this.taken = taken;
        this.image = new ArenaImage(lanes);
    }

    @Override
    public ArenaImage begin(ArenaEvent checkpoint) {
        image.reset();
        return image;
    }

    @Override
    public void complete(ArenaImage filled) {
        if (filled.isWhole()) {
            newest = filled.digested(digest);
            taken.accept(filled, newest);
        }
    }

    @Override
    public ArenaImage.Moment poll() {
        final ArenaImage.Moment ready = newest;
        newest = null;
        return ready;
    }
}
