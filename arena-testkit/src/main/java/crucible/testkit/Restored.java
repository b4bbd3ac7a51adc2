package crucible.testkit;

import crucible.model.SnapshotReader;
import crucible.model.SnapshotWriter;
import crucible.model.StateHolder;

/** State through a snapshot and back. */
public final class Restored {
    private Restored() {}

    /** Copies the state of {@code original} into {@code fresh}, a new holder made with the same settings. */
    public static <T extends StateHolder> T into(T fresh, StateHolder original) {
        final SnapshotWriter writer = new SnapshotWriter();
        original.visit(writer);
        final SnapshotReader reader = new SnapshotReader(writer.toBytes());
        fresh.visit(reader);
        reader.requireEnd();
        return fresh;
    }
}
