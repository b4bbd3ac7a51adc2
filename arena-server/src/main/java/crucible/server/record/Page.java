package crucible.server.record;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventCodec;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Collects what becomes a block, in buffers that grow and are used again. Filled by one thread, then written by another;
 * returns and boundaries allocate nothing once there was room for as many.
 */
final class Page {
    private static final int LARGEST_EVENTS_BYTES = 1 << 28;

    private final EventCodec codec = new EventCodec();
    private final long[] boundarySequences = new long[RecordBlock.MOST_BOUNDARIES];
    private final long[] boundaryTimesMs = new long[RecordBlock.MOST_BOUNDARIES];
    /** Where the returns of each boundary end. */
    private final int[] boundaryEnds = new int[RecordBlock.MOST_BOUNDARIES];

    private final int[] cursors = new int[RecordBlock.MOST_BOUNDARIES];

    private long after;
    private long upTo;
    private int boundaries;
    private int eventCount;
    private ByteBuffer events = ByteBuffer.allocate(1 << 12);
    private int returns;
    private int[] agentIds = new int[256];
    private long[] observations = new long[256];
    private double[] values = new double[256];

    /** Forgets what it holds; the span begins behind {@code newAfter}. */
    Page begin(long newAfter) {
        after = newAfter;
        upTo = newAfter;
        boundaries = 0;
        eventCount = 0;
        events.clear();
        returns = 0;
        return this;
    }

    /** Sequence of the event before the span. */
    long after() {
        return after;
    }

    /** Sequence of the last event of the span. */
    long upTo() {
        return upTo;
    }

    boolean isFull() {
        return boundaries == RecordBlock.MOST_BOUNDARIES;
    }

    boolean isEmpty() {
        return upTo == after;
    }

    /** An event has passed that is not kept. */
    void passed(long sequence) {
        upTo = sequence;
    }

    /** Keeps an event. */
    void keep(ArenaEvent event, Effect effect) {
        final int start = events.position();
        while (true) {
            try {
                events.put(effect.code()).putInt(0);
                codec.write(event, events);
                break;
            } catch (BufferOverflowException e) {
                if (events.capacity() >= LARGEST_EVENTS_BYTES) {
                    throw new RecordException(
                            "event " + event.sequence() + " is too large for the permanent record", e);
                }
                events.position(start);
                events = ByteBuffer.allocate(events.capacity() * 2).put(events.flip());
            }
        }
        events.putInt(start + 1, events.position() - start - RecordBlock.EVENT_BYTES);
        eventCount++;
        upTo = event.sequence();
    }

    /** Keeps a return; agents come in ascending order between two boundaries. */
    void evidence(int agentId, long observation, double value) {
        if (returns == values.length) {
            agentIds = Arrays.copyOf(agentIds, 2 * returns);
            observations = Arrays.copyOf(observations, 2 * returns);
            values = Arrays.copyOf(values, 2 * returns);
        }
        agentIds[returns] = agentId;
        observations[returns] = observation;
        values[returns++] = value;
    }

    /** The returns since the boundary before belong to this one. */
    void boundary(long sequence, long timeMs) {
        boundarySequences[boundaries] = sequence;
        boundaryTimesMs[boundaries] = timeMs;
        boundaryEnds[boundaries++] = returns;
        upTo = sequence;
    }

    /** Most bytes that {@link #encode} writes. */
    int largestBytes() {
        return Math.toIntExact(RecordBlock.FIXED_BYTES
                + (long) boundaries * RecordBlock.BOUNDARY_BYTES
                + events.position()
                + (long) returns * (RecordBlock.RUN_BYTES + Double.BYTES));
    }

    /** Writes the block's content. Returns that no boundary has taken are left out. */
    void encode(ByteBuffer out) {
        out.putLong(after).putLong(upTo).putInt(boundaries);
        for (int i = 0; i < boundaries; i++) {
            out.putLong(boundarySequences[i]).putLong(boundaryTimesMs[i]);
        }
        out.putInt(eventCount).put(events.array(), 0, events.position());
        final int countAt = out.position();
        out.putInt(0);
        int runs = 0;
        for (int i = 0; i < boundaries; i++) {
            cursors[i] = i == 0 ? 0 : boundaryEnds[i - 1];
        }
        for (int agentId = nextAgent(); agentId < Integer.MAX_VALUE; agentId = nextAgent()) {
            encodeRun(agentId, out);
            runs++;
        }
        out.putInt(countAt, runs);
    }

    private int nextAgent() {
        int next = Integer.MAX_VALUE;
        for (int i = 0; i < boundaries; i++) {
            if (cursors[i] < boundaryEnds[i]) {
                next = Math.min(next, agentIds[cursors[i]]);
            }
        }
        return next;
    }

    private void encodeRun(int agentId, ByteBuffer out) {
        final int firstAt = out.putInt(agentId).position();
        out.putLong(0).putLong(0);
        long bits = 0;
        for (int i = 0; i < boundaries; i++) {
            if (cursors[i] < boundaryEnds[i] && agentIds[cursors[i]] == agentId) {
                if (bits == 0) {
                    out.putLong(firstAt, observations[cursors[i]]);
                }
                bits |= 1L << i;
                out.putDouble(values[cursors[i]++]);
            }
        }
        out.putLong(firstAt + Long.BYTES, bits);
    }
}
