package crucible.server.record;

import crucible.model.Genesis;
import crucible.runtime.event.EventKind;
import crucible.server.journal.FileLayer;
import crucible.server.journal.HashChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The permanent record's files, for the one process that has the journal's lock. Blocks that it holds already are compared
 * with what is given, not written again, so a replay may tell everything once more. Thread-safe.
 */
public final class RecordStore implements BlockSink {
    private static final Logger LOG = LoggerFactory.getLogger(RecordStore.class);
    private static final long ROLL_BYTES = 16L << 20;

    private final Path directory;
    private final FileLayer layer;
    private final long rollBytes;
    private final BlockFrame frames = new BlockFrame();
    private final HashChain chain = new HashChain();
    private ByteBuffer block = ByteBuffer.allocate(1 << 14);
    /** Reads what is held already, to be compared with what is given; null while nothing is. */
    private RecordReader told;

    private RecordBlock stored;
    private FileLayer.Appended open;
    private Path file;
    private long fileBytes;
    private long wholeUpTo = -1;
    private long heldUpTo = -1;

    private RecordStore(Path directory, FileLayer layer, long rollBytes) {
        this.directory = directory;
        this.layer = layer;
        this.rollBytes = rollBytes;
    }

    /**
     * Opens the record in {@code directory}, which is made if there is none, and sets aside what a crash left unfinished at
     * its end.
     *
     * @throws RecordException where it cannot be read or written
     */
    public static RecordStore open(Path directory, FileLayer layer) {
        return open(directory, layer, ROLL_BYTES);
    }

    static RecordStore open(Path directory, FileLayer layer, long rollBytes) {
        final RecordStore store = new RecordStore(directory, layer, rollBytes);
        store.attempt("opened", () -> {
            Files.createDirectories(directory);
            store.readBack();
        });
        return store;
    }

    private interface Work {
        void run() throws IOException;
    }

    private void attempt(String what, Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new RecordException(
                    "the permanent record " + directory + " cannot be " + what + ": " + e.getMessage(), e);
        }
    }

    /** Finds the end of the newest file that holds anything, and cuts there. */
    private void readBack() throws IOException {
        final TreeMap<Long, Path> files = RecordFiles.in(directory);
        for (Map.Entry<Long, Path> newest = files.lastEntry();
                newest != null;
                newest = files.lowerEntry(newest.getKey())) {
            final RecordReader reader = new RecordReader(directory, newest.getKey());
            long end = RecordFiles.Header.BYTES;
            boolean any = false;
            while (reader.next() != null) {
                end = reader.position();
                any = true;
            }
            if (any) {
                goOnBehind(reader, end);
                return;
            }
            if (Files.size(newest.getValue()) <= RecordFiles.Header.BYTES) {
                layer.delete(newest.getValue());
            } else {
                LOG.warn("the permanent record's file {} holds no whole block", newest.getValue());
                setAside(newest.getValue(), 0);
            }
        }
    }

    private void goOnBehind(RecordReader reader, long end) throws IOException {
        chain.restart(reader.chainHead());
        file = reader.file();
        fileBytes = end;
        heldUpTo = reader.upTo();
        wholeUpTo = heldUpTo;
        for (RecordReader.Damage damage : reader.damage()) {
            wholeUpTo = Math.min(wholeUpTo, damage.after());
            LOG.warn("the permanent record is damaged: {}", damage.words());
        }
        if (Files.size(file) > end) {
            setAside(file, end);
        }
    }

    /** Moves what lies in {@code from} behind {@code keptBytes} to the folder of what was set aside. */
    private void setAside(Path from, long keptBytes) throws IOException {
        final Path folder = Files.createDirectories(directory.resolve(RecordFiles.SET_ASIDE));
        int number = 1;
        Path target;
        do {
            target = folder.resolve(from.getFileName() + "-from-" + keptBytes + "-" + number++);
        } while (Files.exists(target));
        final byte[] bytes = Files.readAllBytes(from);
        try (FileLayer.Appended out = layer.append(target, 0)) {
            out.write(ByteBuffer.wrap(bytes, (int) keptBytes, bytes.length - (int) keptBytes));
            out.sync();
        }
        if (keptBytes == 0) {
            layer.delete(from);
        } else {
            try (FileLayer.Appended kept = layer.append(from, keptBytes)) {
                kept.sync();
            }
        }
        layer.syncDirectory(directory);
        LOG.warn("{} bytes of {} are set aside in {}", bytes.length - keptBytes, from, target);
    }

    /** The last event up to which the newest part is whole; behind it there may be damage, and good blocks behind that. */
    public synchronized long wholeUpTo() {
        return wholeUpTo;
    }

    /** The last event that it covers; −1 where it is empty. */
    public synchronized long heldUpTo() {
        return heldUpTo;
    }

    /**
     * Makes sure that it tells of a tournament whose configuration {@code isExpected}, as far as it tells how it began.
     *
     * @throws RecordException where it does not
     */
    public void expectTournament(Predicate<String> isExpected) {
        final Genesis genesis = genesis();
        if (genesis != null && !isExpected.test(genesis.configuration())) {
            throw new RecordException("the permanent record " + directory
                    + " is one of a tournament under other rules than the" + " journal's; move one of them away");
        }
    }

    /**
     * Makes sure that it may go with a journal that holds the events before {@code nextSequence}: what it tells behind them
     * never happened, and is set aside.
     *
     * @throws RecordException where the journal is empty, but it is not
     */
    public void expectJournal(long nextSequence) {
        if (nextSequence == 0 && heldUpTo() >= 0) {
            throw new RecordException("there is no journal, but the permanent record " + directory
                    + " holds a tournament up to event " + heldUpTo()
                    + "; restore the journal from a backup, or move the record away to begin anew");
        }
        if (heldUpTo() >= nextSequence) {
            LOG.warn(
                    "the journal ends before event {}, the permanent record goes up to event {}: its end is set aside",
                    nextSequence,
                    heldUpTo());
            keepUpTo(nextSequence - 1);
        }
    }

    /** How the tournament began that it tells of; null where that part is missing. */
    private Genesis genesis() {
        try {
            final RecordBlock first = new RecordReader(directory).next();
            return first == null
                            || first.events().isEmpty()
                            || first.events().get(0).kind() != EventKind.GENESIS
                    ? null
                    : first.events().get(0).payload(Genesis.class);
        } catch (IOException e) {
            throw new RecordException("the permanent record " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Sets aside all blocks that end behind {@code sequence}. */
    public synchronized void keepUpTo(long sequence) {
        attempt("cut", () -> {
            closeFile();
            told = null;
            for (Map.Entry<Long, Path> entry :
                    RecordFiles.in(directory).descendingMap().entrySet()) {
                final long kept = entry.getKey() > sequence ? 0 : endOf(entry.getKey(), sequence);
                if (kept < Files.size(entry.getValue())) {
                    setAside(entry.getValue(), kept);
                }
                if (kept > 0) {
                    break;
                }
            }
            file = null;
            heldUpTo = -1;
            wholeUpTo = -1;
            chain.restart(new byte[HashChain.BYTES]);
            readBack();
        });
    }

    /** Where in the file the last block ends that ends at or before {@code sequence}; 0 where none does. */
    private long endOf(long firstSequence, long sequence) throws IOException {
        final RecordReader reader = new RecordReader(directory, firstSequence);
        final Path wanted = RecordFiles.file(directory, firstSequence - 1);
        long end = 0;
        for (RecordBlock next = reader.next(); next != null; next = reader.next()) {
            if (next.upTo() > sequence || !reader.file().equals(wanted)) {
                break;
            }
            end = reader.position();
        }
        return end;
    }

    @Override
    public synchronized void append(Page page) throws IOException {
        if (page.upTo() <= heldUpTo) {
            compare(encode(page), page);
            return;
        }
        if (page.after() < heldUpTo) {
            throw new RecordException("the permanent record " + directory + " holds everything up to event " + heldUpTo
                    + ", but was given what came behind " + page.after());
        }
        final ByteBuffer whole = frames.seal(encode(page), chain);
        if (open == null || fileBytes >= rollBytes) {
            makeRoom(page.after());
        }
        try {
            open.write(whole);
        } catch (IOException e) {
            closeAfter(e);
            throw e;
        }
        chain.advance();
        told = null;
        fileBytes += whole.limit();
        wholeUpTo = wholeUpTo == page.after() ? page.upTo() : wholeUpTo;
        heldUpTo = page.upTo();
    }

    private ByteBuffer encode(Page page) {
        final int room = BlockFrame.CONTENT_AT + page.largestBytes();
        if (block.capacity() < room) {
            block = ByteBuffer.allocate(Math.max(room, 2 * block.capacity()));
        }
        page.encode(block.clear().position(BlockFrame.CONTENT_AT));
        return block;
    }

    private void makeRoom(long after) throws IOException {
        if (file == null || fileBytes >= rollBytes) {
            if (open != null) {
                open.sync();
            }
            closeFile();
            file = RecordFiles.file(directory, after);
            fileBytes = 0;
        }
        open = layer.append(file, fileBytes);
        if (fileBytes == 0) {
            try {
                open.write(new RecordFiles.Header(after, chain.head()).encode());
                layer.syncDirectory(directory);
            } catch (IOException e) {
                closeAfter(e);
                throw e;
            }
            fileBytes = RecordFiles.Header.BYTES;
        }
    }

    private void compare(ByteBuffer encoded, Page page) throws IOException {
        if (told == null) {
            told = new RecordReader(directory, page.after() + 1);
            stored = told.next();
        }
        while (stored != null && stored.upTo() < page.upTo()) {
            stored = told.next();
        }
        // A block that begins behind the page's end lies behind damage: there is nothing to compare.
        if (stored != null
                && stored.after() < page.upTo()
                && !encoded.flip().position(BlockFrame.CONTENT_AT).equals(told.content())) {
            throw new RecordException("the permanent record " + directory + " differs from the journal in the events "
                    + (page.after() + 1) + " to " + page.upTo()
                    + ": it is one of another tournament, or was changed. Move it away to have it made anew from what the"
                    + " journal still holds");
        }
    }

    @Override
    public synchronized void sync() throws IOException {
        if (open != null) {
            open.sync();
        }
    }

    private void closeAfter(IOException failure) {
        try {
            closeFile();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void closeFile() throws IOException {
        if (open != null) {
            final FileLayer.Appended closing = open;
            open = null;
            closing.close();
        }
    }

    /** Forces to the disk what was taken. */
    @Override
    public synchronized void close() throws IOException {
        try {
            sync();
        } finally {
            closeFile();
        }
    }
}
