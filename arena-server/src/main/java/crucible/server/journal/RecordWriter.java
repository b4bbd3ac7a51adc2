package crucible.server.journal;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventCodec;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Makes records of events, each chained to its predecessor. One thread; bars and quotes allocate nothing. */
final class RecordWriter {
    private static final int LENGTH_BYTES = Integer.BYTES;

    private final EventCodec codec = new EventCodec();
    private final CRC32C crc = new CRC32C();
    private final HashChain chain;
    private final byte[] previousHash = new byte[HashChain.BYTES];
    private ByteBuffer record = ByteBuffer.allocate(4096);
    private long nextSequence;
    private long syncedBelow;

    /** @param chain stands at the record before {@code nextSequence} */
    RecordWriter(long nextSequence, HashChain chain) {
        this.nextSequence = nextSequence;
        this.syncedBelow = nextSequence;
        this.chain = chain;
    }

    /** Sequence of the record that comes next. */
    long nextSequence() {
        return nextSequence;
    }

    /** Hash of the newest record. */
    HashChain chain() {
        return chain;
    }

    /** A copy of the hash of the record before the newest. */
    byte[] previousHash() {
        return previousHash.clone();
    }

    /** Everything up to here is on the disk. */
    void synced() {
        syncedBelow = nextSequence;
    }

    /** Everything up to the record {@code sequence} is on the disk. */
    void syncedUpTo(long sequence) {
        syncedBelow = Math.max(syncedBelow, sequence + 1);
    }

    /**
     * The event's record, its length before it; valid until the next call.
     *
     * @throws JournalException where the event is not the next in order, or too large
     */
    ByteBuffer encode(ArenaEvent event) {
        if (event.sequence() != nextSequence) {
            throw new JournalException(
                    "the journal expects event " + nextSequence + ", but was given " + event.sequence());
        }
        while (true) {
            try {
                record.clear().position(LENGTH_BYTES + RecordLayout.CONTENT_AT);
                codec.write(event, record);
                break;
            } catch (BufferOverflowException e) {
                if (record.capacity() >= RecordLayout.LARGEST_BYTES) {
                    throw new JournalException("event " + event.sequence() + " is larger than a record may be", e);
                }
                record = ByteBuffer.allocate(record.capacity() * 4);
            }
        }
        seal();
        return record;
    }

    private void seal() {
        final byte[] array = record.array();
        final int end = record.position();
        final int contentAt = LENGTH_BYTES + RecordLayout.CONTENT_AT;
        chain.copyHead(previousHash);
        final byte[] hash = chain.successor(array, contentAt, end - contentAt);
        chain.advance();
        record.putInt(0, end - LENGTH_BYTES);
        record.put(LENGTH_BYTES + RecordLayout.FORMAT_AT, (byte) RecordLayout.FORMAT);
        record.putInt(
                LENGTH_BYTES + RecordLayout.UNSYNCED_AT, (int) Math.min(Integer.MAX_VALUE, nextSequence - syncedBelow));
        System.arraycopy(hash, 0, array, LENGTH_BYTES + RecordLayout.HASH_AT, HashChain.BYTES);
        crc.reset();
        crc.update(array, LENGTH_BYTES + RecordLayout.FORMAT_AT, end - LENGTH_BYTES - RecordLayout.FORMAT_AT);
        record.putInt(LENGTH_BYTES, (int) crc.getValue());
        record.flip();
        nextSequence++;
    }
}
