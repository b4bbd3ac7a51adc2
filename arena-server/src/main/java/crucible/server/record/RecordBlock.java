package crucible.server.record;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a span of the tournament, from behind one boundary to another.
 *
 * @param after sequence of the event before the span; −1 at the beginning
 * @param upTo sequence of its last event
 * @param boundarySequences of the boundaries in it, ascending; at most {@value #MOST_BOUNDARIES}
 * @param boundaryTimesMs their times
 * @param events the kept events, in order
 * @param evidence the returns, by ascending agent id
 */
@SuppressWarnings("ArrayRecordComponent")
public record RecordBlock(
        long after,
        long upTo,
        long[] boundarySequences,
        long[] boundaryTimesMs,
        List<RecordedEvent> events,
        List<EvidenceRun> evidence) {
    /** A run names its boundaries by the bits of a long. */
    public static final int MOST_BOUNDARIES = Long.SIZE;

    static final int FIXED_BYTES = 2 * Long.BYTES + 3 * Integer.BYTES;
    static final int BOUNDARY_BYTES = 2 * Long.BYTES;
    static final int EVENT_BYTES = 1 + Integer.BYTES;
    static final int RUN_BYTES = Integer.BYTES + 2 * Long.BYTES;

    /**
     * Reads what {@link Page#encode} wrote.
     *
     * @throws IllegalArgumentException for content that no block can have
     * @throws java.nio.BufferUnderflowException where it is too short
     */
    static RecordBlock decode(ByteBuffer in) {
        final long after = in.getLong();
        final long upTo = in.getLong();
        final int boundaries = count(in, BOUNDARY_BYTES);
        final long[] sequences = new long[boundaries];
        final long[] timesMs = new long[boundaries];
        for (int i = 0; i < boundaries; i++) {
            sequences[i] = in.getLong();
            timesMs[i] = in.getLong();
        }
        final List<RecordedEvent> events = new ArrayList<>();
        final EventCodec codec = new EventCodec();
        for (int left = count(in, EVENT_BYTES); left > 0; left--) {
            events.add(event(in, codec));
        }
        final List<EvidenceRun> evidence = new ArrayList<>();
        for (int left = count(in, RUN_BYTES); left > 0; left--) {
            evidence.add(run(in));
        }
        return new RecordBlock(after, upTo, sequences, timesMs, List.copyOf(events), List.copyOf(evidence));
    }

    private static int count(ByteBuffer in, int bytesOfEach) {
        final int count = in.getInt();
        if (count < 0 || (long) count * bytesOfEach > in.remaining()) {
            throw new IllegalArgumentException("required: a count that fits the block, but was " + count);
        }
        return count;
    }

    private static RecordedEvent event(ByteBuffer in, EventCodec codec) {
        final Effect effect = Effect.of(in.get());
        final int end = count(in, 1) + in.position();
        final ArenaEvent event = new ArenaEvent();
        codec.read(in, event);
        if (in.position() != end) {
            throw new IllegalArgumentException("required: event " + event.sequence() + " ends where its length says");
        }
        return new RecordedEvent(
                event.sequence(),
                event.kind(),
                event.eventTimeMs(),
                event.arenaTimeMs(),
                effect,
                event.payload(Object.class));
    }

    private static EvidenceRun run(ByteBuffer in) {
        final int agentId = in.getInt();
        final long first = in.getLong();
        final long bits = in.getLong();
        final double[] returns = new double[Long.bitCount(bits)];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = in.getDouble();
        }
        return new EvidenceRun(agentId, first, bits, returns);
    }
}
