package crucible.server.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a permanent record with what a replay of the journal tells: give {@link #recorder} to the replay, then ask.
 * Writes nothing. One thread.
 */
public final class RecordComparison {
    private final RecordReader reader;
    private final Recorder recorder = new Recorder(new Compared());
    private final List<String> differences = new ArrayList<>();
    private ByteBuffer told = ByteBuffer.allocate(1 << 14);
    private RecordBlock stored;
    private boolean isBegun;
    private long compared;

    /** @throws IOException where the record in {@code directory} cannot be listed */
    public RecordComparison(Path directory) throws IOException {
        reader = new RecordReader(directory);
    }

    /** Listens to the replay; {@link Recorder#begin} comes first. */
    public Recorder recorder() {
        return recorder;
    }

    /** How many blocks were the same. */
    public long compared() {
        return compared;
    }

    /** The last event that the record covers, as far as it was read. */
    public long upTo() {
        return reader.upTo();
    }

    /**
     * What differs or is damaged, in words. A record that ends before the journal does, or goes on behind it, does not
     * differ by that.
     *
     * @param lastSequence the event that the replay ended with
     */
    public List<String> differences(long lastSequence) throws IOException {
        while (stored != null) {
            if (stored.upTo() <= lastSequence) {
                differences.add("the permanent record tells of the events " + (stored.after() + 1) + " to "
                        + stored.upTo() + ", the journal does not");
            }
            stored = reader.next();
        }
        final List<String> all = new ArrayList<>(differences);
        reader.damage().forEach(damage -> all.add("the permanent record is damaged: " + damage.words()));
        return List.copyOf(all);
    }

    private void compare(Page page) throws IOException {
        if (!isBegun) {
            isBegun = true;
            stored = reader.next();
        }
        while (stored != null && stored.upTo() <= page.after()) {
            stored = reader.next();
        }
        if (stored == null) {
            return;
        }
        if (told.capacity() < page.largestBytes()) {
            told = ByteBuffer.allocate(2 * page.largestBytes());
        }
        page.encode(told.clear());
        if (stored.after() >= page.upTo()) {
            differences.add(
                    "the permanent record does not tell of the events " + (page.after() + 1) + " to " + page.upTo());
        } else if (told.flip().equals(reader.content())) {
            compared++;
            stored = reader.next();
        } else {
            differences.add("the permanent record tells the events " + (page.after() + 1) + " to " + page.upTo()
                    + " otherwise");
            stored = reader.next();
        }
    }

    private final class Compared implements BlockSink {
        @Override
        public void append(Page page) throws IOException {
            compare(page);
        }

        @Override
        public void sync() {
            // nothing is written
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
