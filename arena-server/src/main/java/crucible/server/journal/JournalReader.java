package crucible.server.journal;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventCodec;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;

/** Reads a journal from its first record on, checking each one. Never blocks the writer. One thread. */
public final class JournalReader implements AutoCloseable {
    private final ChronicleQueue queue;
    private final ExcerptTailer tailer;
    private final EventCodec codec = new EventCodec();
    private final CRC32C crc = new CRC32C();
    private byte[] record = new byte[4096];
    private long expectedSequence;

    /** @throws JournalException where there is no journal in {@code directory} */
    public JournalReader(Path directory) {
        if (!exists(directory)) {
            throw new JournalException("there is no journal in " + directory);
        }
        this.queue = ChronicleJournal.queue(directory);
        this.tailer = queue.createTailer();
        tailer.singleThreadedCheckDisabled(true);
    }

    /** Whether {@code directory} holds a journal. */
    public static boolean exists(Path directory) {
        return Files.exists(directory.resolve("metadata.cq4t"));
    }

    /** Whether {@code directory} holds a journal with at least one record. */
    public static boolean hasRecords(Path directory) {
        if (!exists(directory)) {
            return false;
        }
        try (ChronicleQueue queue = ChronicleJournal.queue(directory)) {
            return queue.lastIndex() >= 0;
        }
    }

    /**
     * Reads the next event into {@code event}; false at the end.
     *
     * @throws JournalException for a record whose checksum, sequence or content is wrong
     */
    public boolean next(ArenaEvent event) {
        try (DocumentContext document = tailer.readingDocument()) {
            if (!document.isPresent()) {
                return false;
            }
            final Bytes<?> bytes = document.wire().bytes();
            final int length = (int) bytes.readRemaining();
            if (length > record.length) {
                record = new byte[Math.max(length, record.length * 2)];
            }
            bytes.read(record, 0, length);
            decode(length, event);
            return true;
        }
    }

    private void decode(int length, ArenaEvent event) {
        final String where = "journal record " + expectedSequence;
        if (length < Integer.BYTES) {
            throw new JournalException(where + " is cut: " + length + " bytes");
        }
        final ByteBuffer in = ByteBuffer.wrap(record, 0, length);
        final int stored = in.getInt();
        crc.reset();
        crc.update(record, Integer.BYTES, length - Integer.BYTES);
        if (stored != (int) crc.getValue()) {
            throw new JournalException(where + " is damaged: its checksum does not fit its content");
        }
        try {
            codec.read(in, event);
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new JournalException(where + " cannot be read: " + e.getMessage(), e);
        }
        if (event.sequence() != expectedSequence) {
            throw new JournalException(where + " is missing: found sequence " + event.sequence() + " in its place");
        }
        expectedSequence++;
    }

    @Override
    public void close() {
        tailer.close();
        queue.close();
    }
}
