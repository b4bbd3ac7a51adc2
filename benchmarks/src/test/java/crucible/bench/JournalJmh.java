package crucible.bench;

import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventCodec;
import crucible.runtime.event.EventKind;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalReader;
import crucible.server.journal.JournalSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A bar event into the journal, beside the encoding alone and a batched file with the same bytes and checksum. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class JournalJmh {
    private static final int BATCH_BYTES = 1 << 16;

    private final EventCodec codec = new EventCodec();
    private final ByteBuffer record = ByteBuffer.allocate(4096);
    private final ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_BYTES + 4096);
    private final CRC32C crc = new CRC32C();
    private final ArenaEvent event = new ArenaEvent();
    private Path directory;
    private Journal journal;
    private Journal segments;
    private FileChannel file;
    private long sequence;
    private long journaled;

    /** A journal and a file in a folder of their own. */
    @Setup(Level.Iteration)
    public void setUp() throws IOException {
        directory = Files.createTempDirectory("journal-benchmark");
        journal = open("journal", Journal.Format.CHRONICLE);
        segments = open("segments", Journal.Format.SEGMENTS);
        file = FileChannel.open(directory.resolve("file"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        sequence = 0;
        journaled = 0;
        event.begin(EventKind.BAR, 1_700_006_700_000L)
                .bar(
                        new Bar(3, Timeframe.M5, 1_700_006_400_000L, 100, 101, 99, 100.5, 12.5, Provenance.LIVE),
                        Provenance.LIVE);
    }

    private Journal open(String folder, Journal.Format format) {
        return Journal.open(JournalSettings.defaults(directory.resolve(folder), Journal.Fsync.NEVER)
                .withFormat(format));
    }

    /** Encoding alone. */
    @Benchmark
    public int encode() {
        codec.write(event.place(sequence++, 1_700_006_700_000L, 0), record.clear());
        return record.position();
    }

    /** Encoding, chained hash, checksum and append, as on the ring; sampled, because its median is what is promised. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public long journalAppend() {
        journal.onEvent(event.place(sequence++, 1_700_006_700_000L, 0));
        return journaled++;
    }

    /** The same into segments, one call of the system each. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public long segmentsAppend() {
        segments.onEvent(event.place(sequence++, 1_700_006_700_000L, 0));
        return journaled++;
    }

    /** The anchor: the same bytes and checksum into a file, 64 KiB at a time. */
    @Benchmark
    public int batchedFile() throws IOException {
        codec.write(event.place(sequence++, 1_700_006_700_000L, 0), record.clear());
        crc.reset();
        crc.update(record.array(), 0, record.position());
        batch.putInt((int) crc.getValue()).put(record.flip());
        if (batch.position() >= BATCH_BYTES) {
            file.write(batch.flip());
            batch.clear();
        }
        return batch.position();
    }

    /** Its own answer: what was journaled can be read back, record by record. */
    @TearDown(Level.Iteration)
    public void check() throws IOException {
        final boolean segmented = journaled > 0 && JournalReader.hasRecords(directory.resolve("segments"));
        journal.close();
        segments.close();
        file.close();
        if (journaled > 0) {
            long read = 0;
            try (JournalReader reader = new JournalReader(directory.resolve(segmented ? "segments" : "journal"))) {
                while (reader.next(event)) {
                    read++;
                }
            }
            if (read != journaled) {
                throw new IllegalStateException(read + " records read of " + journaled);
            }
        }
        final List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
