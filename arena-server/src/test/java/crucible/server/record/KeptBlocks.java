package crucible.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.TreeMap;

/** A permanent record in memory, each block as the bytes of its content. */
public final class KeptBlocks {
    private final TreeMap<Long, byte[]> blocks = new TreeMap<>();
    private final Recorder recorder = new Recorder(new InMemory());

    /** Listens to an arena. */
    public Recorder recorder() {
        return recorder;
    }

    /** How many there are. */
    public int count() {
        return blocks.size();
    }

    /** The last event that they cover; −1 where there are none. */
    public long upTo() {
        return blocks.isEmpty() ? -1 : blocks.lastKey();
    }

    /** The block that ends there. */
    public RecordBlock block(long upTo) {
        return RecordBlock.decode(ByteBuffer.wrap(blocks.get(upTo)));
    }

    /** All of them, in order. */
    public java.util.List<RecordBlock> all() {
        return blocks.keySet().stream().map(this::block).toList();
    }

    /** Fails where they are not exactly those of {@code whole} behind the event {@code after}. */
    public void assertSameBehind(long after, KeptBlocks whole, String where) {
        assertThat(blocks.keySet())
                .as(where)
                .containsExactlyElementsOf(whole.blocks.tailMap(after, false).keySet());
        blocks.forEach((upTo, bytes) -> {
            if (!Arrays.equals(bytes, whole.blocks.get(upTo))) {
                throw new AssertionError(where + ": the block up to event " + upTo + " differs");
            }
        });
    }

    private final class InMemory implements BlockSink {
        @Override
        public void append(Page page) {
            final ByteBuffer out = ByteBuffer.allocate(page.largestBytes());
            page.encode(out);
            blocks.put(page.upTo(), Arrays.copyOf(out.array(), out.position()));
        }

        @Override
        public void sync() {
            // nothing to force
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
